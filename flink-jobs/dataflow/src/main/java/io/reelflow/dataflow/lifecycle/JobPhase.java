package io.reelflow.dataflow.lifecycle;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a job stands. Its moves are the methods: what is not there can not happen.
 *
 * <pre>
 *             command                       outcome: failure that may heal
 * Expected ──────────▶ Accepted ──▶ Active ─────────────────────▶ Retrying
 *                         │          │ ▲ │                           │
 *              scheduled  │   held   │ │ │     timer, attempt + 1    │
 *                         ▼          │ │ └◀──────────────────────────┘
 *                       Held ◀───────┘ │
 *                         └── timer ───┘     one that is paused waits in Held for a client
 *
 * An attempt that its source has turned away stays Active, and stands in line again: the scheduler knows until when.
 *
 * Accepted, Active, Retrying, Held ── outcome or cancel ──▶ Ended ── retry by hand ──▶ Active
 * </pre>
 */
sealed interface JobPhase {
    /** When something is to be done although nobody says anything, milliseconds since the epoch; 0 for never. */
    long wakesAt();

    /**
     * No command yet: what came before it is kept for a while.
     *
     * @param controls in order
     * @param outcomes in order; there are some only where this state was lost
     */
    record Expected(List<JobControl> controls, List<JobOutcome> outcomes, long wakesAt) implements JobPhase {
        static final Expected NOTHING = new Expected(List.of(), List.of(), 0);

        Accepted accept(Job job) {
            return new Accepted(JobRun.begin(job));
        }

        /** A wish like one before it takes its place. */
        Expected with(JobControl control, long until) {
            var all = new ArrayList<JobControl>(controls);
            all.removeIf(each -> alike(each, control));
            all.add(control);
            return new Expected(List.copyOf(all), outcomes, until);
        }

        Expected with(JobOutcome outcome, long until) {
            if (outcomes.stream().anyMatch(each -> each.epoch() >= outcome.epoch())) {
                return this;
            }
            var all = new ArrayList<JobOutcome>(outcomes);
            all.add(outcome);
            return new Expected(controls, List.copyOf(all), until);
        }

        private static boolean alike(JobControl one, JobControl other) {
            return one.action() == other.action()
                    && String.valueOf(one.owner()).equals(String.valueOf(other.owner()))
                    && String.valueOf(one.attempt()).equals(String.valueOf(other.attempt()));
        }
    }

    /** A job that is known. */
    sealed interface Known extends JobPhase {
        JobRun run();
    }

    /** A job that has not ended. */
    sealed interface Open extends Known {
        /** An outcome shows how far it is. */
        default Active shownAt(JobRun known) {
            return new Active(known);
        }

        default Ended end(JobRun last, JobStatus how, long until) {
            return new Ended(last, how, until);
        }

        /** A client has seen the end of that attempt and asks for another run. */
        default Active retriedAfter(int last, int priority) {
            return new Active(run().retriedAfter(last, priority));
        }

        /** The same, with more known of it. */
        Open known(JobRun more);

        /** The same, at another priority. */
        default Open at(int priority) {
            return known(run().withPriority(priority));
        }
    }

    /** Its command is here, and nothing has been said yet. */
    record Accepted(JobRun run) implements Open {
        @Override
        public long wakesAt() {
            return 0;
        }

        Active queue() {
            return new Active(run);
        }

        Held schedule(long at) {
            return new Held(run, at);
        }

        @Override
        public Accepted known(JobRun more) {
            return new Accepted(more);
        }
    }

    /** Waits for a room, or is in one. */
    record Active(JobRun run) implements Open {
        @Override
        public long wakesAt() {
            return 0;
        }

        Retrying retryAt(long at) {
            return new Retrying(run, at);
        }

        /** Until a client resumes it. */
        Held pause() {
            return new Held(run, 0);
        }

        Held holdUntil(long at, long now) {
            return new Held(run.heldAt(now), at);
        }

        /** The same attempt once more; its source decides when. */
        Active heldInLine(long now) {
            return new Active(run.heldAt(now));
        }

        @Override
        public Active known(JobRun more) {
            return new Active(more);
        }
    }

    /** An attempt has failed, the next one waits. */
    record Retrying(JobRun run, long wakesAt) implements Open {
        Active goOn() {
            return new Active(run.nextAttempt());
        }

        @Override
        public Retrying known(JobRun more) {
            return new Retrying(more, wakesAt);
        }
    }

    /** The same attempt waits: for a time, or at 0 for a client that resumes it. */
    record Held(JobRun run, long wakesAt) implements Open {
        Active goOn() {
            return new Active(run);
        }

        @Override
        public Held known(JobRun more) {
            return new Held(more, wakesAt);
        }
    }

    /**
     * Over, and remembered with what a retry needs.
     *
     * @param wakesAt when it is forgotten
     */
    record Ended(JobRun run, JobStatus how, long wakesAt) implements Known {
        Active retriedAfter(int last, int priority) {
            return new Active(run.retriedAfter(last, priority));
        }

        /** An attempt after the end has been told of: a retry that a restore has made us forget. */
        Active shownAt(int attempt) {
            return new Active(run.retriedAfter(attempt - 1, run.job().priority()));
        }

        /** The end of a later attempt, for whoever has been told of that. */
        Ended reached(int attempt) {
            return new Ended(run.reached(attempt), how, wakesAt);
        }

        Expected forget() {
            return Expected.NOTHING;
        }
    }
}

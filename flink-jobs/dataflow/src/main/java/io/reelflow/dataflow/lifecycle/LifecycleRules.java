package io.reelflow.dataflow.lifecycle;

import io.reelflow.dataflow.lifecycle.JobPhase.Accepted;
import io.reelflow.dataflow.lifecycle.JobPhase.Active;
import io.reelflow.dataflow.lifecycle.JobPhase.Ended;
import io.reelflow.dataflow.lifecycle.JobPhase.Expected;
import io.reelflow.dataflow.lifecycle.JobPhase.Held;
import io.reelflow.dataflow.lifecycle.JobPhase.Open;
import io.reelflow.dataflow.lifecycle.JobPhase.Retrying;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import java.time.Duration;
import java.time.Instant;

/**
 * What the lifecycle does with what it hears: no clock, no state, no Flink. Every run of a job ends once.
 *
 * <p>A restore takes the lifecycle back to an earlier phase while events of the time after it have been told. Commands,
 * controls and outcomes of that time come again, each topic in its order but in any order between them. So an outcome of
 * a later attempt than ours, or a control of a client that saw one, shows how far the job was.
 */
final class LifecycleRules {
    /** How long a job that has ended can be retried; then only the read model knows it. */
    static final Duration MEMORY_OF_ENDED = Duration.ofDays(30);
    /** How long what came before its command is kept. */
    static final Duration MEMORY_OF_EXPECTED = Duration.ofDays(1);

    /** Of a purge for what comes late, and of a job that waits for the purge of its video. */
    static final Duration NEXT_LOOK = Duration.ofSeconds(10);

    static final String PAUSED = "Paused";

    private final RetryPolicy policy;

    LifecycleRules(RetryPolicy policy) {
        this.policy = policy;
    }

    /** @param now milliseconds since the epoch */
    Step hear(JobPhase before, JobMessage message, long now) {
        Step step = new Step(before);
        catchUp(step, now);
        if (message.command() != null) {
            command(step, message.command().job(), now);
        } else if (message.control() != null) {
            ControlRules.hear(step, message.control(), now);
        } else if (message.outcome() != null) {
            outcome(step, message.outcome(), now);
        }
        return step;
    }

    /** The time of {@link JobPhase#wakesAt} has come. */
    Step wake(JobPhase before, long now) {
        Step step = new Step(before);
        wake(step, now);
        return step;
    }

    /** A time that has come goes before what is heard now. */
    private static void catchUp(Step step, long now) {
        JobPhase phase = step.phase();
        if (phase instanceof Open && phase.wakesAt() > 0 && phase.wakesAt() <= now) {
            wake(step, now);
        }
    }

    private static void wake(Step step, long now) {
        JobPhase phase = step.phase();
        if (phase instanceof Retrying retrying) {
            queue(step, retrying.goOn(), now);
        } else if (phase instanceof Held held) {
            queue(step, held.goOn(), now);
        } else if (phase instanceof Ended ended && Subscription.isDue(ended)) {
            check(step, ended.checkedAfter(ended.run().attempt()), "Its time has come", now);
        } else if (phase instanceof Ended ended) {
            step.become(ended.forget());
        } else {
            step.become(Expected.NOTHING);
        }
    }

    private void command(Step step, Job job, long now) {
        if (step.phase() instanceof Open open && job.jobType() == JobType.CHANNEL) {
            step.become(open.known(open.run().asking(job)));
        } else if (step.phase() instanceof Ended ended && job.jobType() == JobType.CHANNEL) {
            Active next = ended.checkedAfter(ended.run().attempt());
            check(step, next.known(next.run().asking(job)), "It was asked for again", now);
        }
        if (!(step.phase() instanceof Expected expected)) {
            return;
        }
        step.become(expected.accept(job));
        for (JobOutcome outcome : expected.outcomes()) {
            outcome(step, outcome, now);
            catchUp(step, now);
        }
        for (JobControl control : expected.controls()) {
            ControlRules.hear(step, control, now);
        }
        if (step.phase() instanceof Accepted accepted) {
            Instant notBefore = accepted.run().job().notBefore();
            if (notBefore != null && notBefore.toEpochMilli() > now) {
                schedule(step, accepted, notBefore, now);
            } else {
                queue(step, accepted.queue(), now);
            }
        }
    }

    /** A channel is looked at once more. */
    private static void check(Step step, Active next, String message, long now) {
        step.say(next.run().event(JobEventType.CHECK_REQUESTED, now, message));
        queue(step, next, now);
    }

    private static void schedule(Step step, Accepted accepted, Instant notBefore, long now) {
        JobRun run = accepted.run();
        step.become(accepted.schedule(notBefore.toEpochMilli()));
        step.say(run.event(JobEventType.HELD, now, "Scheduled for " + notBefore)
                .withId(JobEvent.id(run.job().jobId(), run.attempt(), null, null, "scheduled")));
    }

    /** The next attempt, or a held one again, wants a room, unless it is paused. */
    static void queue(Step step, Active next, long now) {
        if (next.run().isPaused()) {
            JobRun run = next.run();
            step.become(next.pause());
            step.say(run.event(JobEventType.HELD, now, PAUSED)
                    .withId(JobEvent.id(run.job().jobId(), run.attempt(), null, null, "paused-" + run.holds())));
            return;
        }
        step.become(next);
        step.say(next.run().event(JobEventType.QUEUED, now, "Waits for room"));
        step.ask(Admission.Kind.ENTER, next.run());
    }

    private void outcome(Step step, JobOutcome outcome, long now) {
        JobPhase phase = step.phase();
        if (phase instanceof Expected expected) {
            step.become(expected.with(outcome, now + MEMORY_OF_EXPECTED.toMillis()));
        } else if (phase instanceof Open open && concerns(open, outcome)) {
            JobRun run = open.run().reached(outcome.attempt()).heard(outcome.epoch());
            attemptEnded(step, open.shownAt(run), outcome, now);
        } else if (phase instanceof Ended ended && outcome.epoch() > ended.run().lastEpoch()) {
            afterTheEnd(step, ended, outcome, now);
        }
    }

    private static boolean concerns(Open open, JobOutcome outcome) {
        JobRun run = open.run();
        boolean failedAlready = open instanceof Retrying && outcome.attempt() == run.attempt();
        return outcome.attempt() >= run.attempt() && !failedAlready && outcome.epoch() > run.lastEpoch();
    }

    private void afterTheEnd(Step step, Ended ended, JobOutcome outcome, long now) {
        if (ended.how() == JobStatus.CANCELLED) {
            int told = outcome.attempt() + (hasGoneOn(outcome, now) ? 1 : 0);
            if (told > ended.run().attempt()) {
                Ended later = ended.reached(told);
                step.become(later);
                step.say(later.run().event(JobEventType.CANCELLED, now, "Cancelled"));
            }
        } else if (outcome.attempt() > ended.run().attempt()) {
            Active active = ended.shownAt(outcome.attempt());
            attemptEnded(step, new Active(active.run().heard(outcome.epoch())), outcome, now);
        }
    }

    /** Whether the attempt after this one may have been told of. */
    private boolean hasGoneOn(JobOutcome outcome, long now) {
        Failure failure = outcome.failure();
        return failure != null
                && failure.retryable()
                && since(outcome, now) + policy.retryDelay(1).toMillis() <= now;
    }

    /** When an attempt ended: waits are counted from there, so that they are the same after a restore. */
    private static long since(JobOutcome outcome, long now) {
        return Math.min(now, outcome.time().toEpochMilli());
    }

    private void attemptEnded(Step step, Active active, JobOutcome outcome, long now) {
        JobRun run = active.run();
        Failure failure = outcome.failure();
        if (failure == null) {
            JobEvent done = run.event(JobEventType.COMPLETED, now, "Done");
            String manifest = outcome.manifestKey();
            JobEvent last = manifest == null ? done : done.withManifest(manifest);
            Subscription.end(
                    step, active.end(run.told(), JobStatus.COMPLETED, forgottenAt(now)), last, since(outcome, now));
        } else if (failure.code() == ErrorCode.CANCELLED) {
            JobEvent last = run.event(JobEventType.CANCELLED, now, "Cancelled");
            step.end(active.end(run, JobStatus.CANCELLED, forgottenAt(now)), last);
        } else if (failure.code().isHeld() && (isPurge(run) || !policy.givesUp(run.heldSince(), now))) {
            if (failure.code() == ErrorCode.SOURCE_RATE_LIMITED && outcome.visit() != null) {
                waitForSource(step, active, failure, since(outcome, now), now);
            } else {
                hold(step, active, failure, since(outcome, now), now);
            }
        } else if (failure.retryable() && policy.allowsRetryAfter(run.attemptOfRun())) {
            retry(step, active, failure, since(outcome, now), now);
        } else if (isPurge(run)) {
            hold(step, active, failure, since(outcome, now), now);
        } else {
            JobEvent last =
                    run.event(JobEventType.FAILED, now, failure.message()).withError(failure);
            Subscription.end(step, active.end(run, JobStatus.FAILED, forgottenAt(now)), last, since(outcome, now));
        }
    }

    /** It goes on until nothing is left: it is held where others fail. */
    private static boolean isPurge(JobRun run) {
        return run.job().jobType() == JobType.PURGE;
    }

    private void retry(Step step, Active active, Failure failure, long since, long now) {
        Duration delay = policy.retryDelay(active.run().attemptOfRun());
        String message = "Tries again in " + delay.toSeconds() + " s: " + failure.message();
        step.say(active.run().event(JobEventType.RETRY_SCHEDULED, now, message).withError(failure));
        step.become(active.retryAt(since + delay.toMillis()));
    }

    private void hold(Step step, Active active, Failure failure, long since, long now) {
        boolean soon = failure.code() == ErrorCode.PURGE_UNFINISHED || isPurge(active.run());
        Duration delay =
                soon ? NEXT_LOOK : policy.holdDelay(failure.code(), active.run().holds());
        String message = "Held for " + delay.toSeconds() + " s: " + failure.message();
        step.say(active.run().event(JobEventType.HELD, now, message).withError(failure));
        step.become(active.holdUntil(since + delay.toMillis(), since));
    }

    /** The scheduler knows when the source may be asked again: the same attempt stands in line at once. */
    private static void waitForSource(Step step, Active active, Failure failure, long since, long now) {
        step.say(active.run()
                .event(JobEventType.HELD, now, "Held: " + failure.message())
                .withError(failure));
        Active again = active.heldInLine(since);
        if (again.run().isPaused()) {
            queue(step, again, now);
            return;
        }
        step.become(again);
        step.ask(Admission.Kind.ENTER, again.run());
    }

    static long forgottenAt(long now) {
        return now + MEMORY_OF_ENDED.toMillis();
    }
}

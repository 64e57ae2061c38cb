package io.reelflow.dataflow.lifecycle;

import io.reelflow.dataflow.lifecycle.JobPhase.Accepted;
import io.reelflow.dataflow.lifecycle.JobPhase.Active;
import io.reelflow.dataflow.lifecycle.JobPhase.Ended;
import io.reelflow.dataflow.lifecycle.JobPhase.Expected;
import io.reelflow.dataflow.lifecycle.JobPhase.Held;
import io.reelflow.dataflow.lifecycle.JobPhase.Known;
import io.reelflow.dataflow.lifecycle.JobPhase.Open;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import java.time.Instant;

/** What clients may want of a job, and what it still means when it is heard. */
final class ControlRules {
    private static final int FIRST_PRIORITY = 1;

    private ControlRules() {}

    static void hear(Step step, JobControl control, long now) {
        JobPhase phase = step.phase();
        if (phase instanceof Expected expected) {
            step.become(expected.with(control, now + LifecycleRules.MEMORY_OF_EXPECTED.toMillis()));
        } else if (phase instanceof Known known) {
            if (control.owner() != null
                    && !control.owner().equals(known.run().job().userId())) {
                step.ignore("the job is not the owner's");
                return;
            }
            if (known.run().job().jobType() == JobType.PURGE && control.action() != JobControl.Action.PRIORITY) {
                step.ignore("a purge goes on until nothing is left, and is over then");
                return;
            }
            switch (control.action()) {
                case CANCEL -> cancel(step, known, control, now);
                case RETRY -> retry(step, known, control, now);
                case PRIORITY -> priority(step, known, control, now);
                case PAUSE -> pause(step, known, control, now);
                case RESUME -> resume(step, known, control, now);
            }
        }
    }

    private static void cancel(Step step, Known known, JobControl control, long now) {
        String message = control.reason() == null ? "Cancelled" : "Cancelled: " + control.reason();
        if (known instanceof Ended ended && Subscription.isDue(ended)) {
            Subscription.cancel(step, ended, message, now);
            return;
        }
        if (!(known instanceof Open open)) {
            step.ignore("the job has ended");
            return;
        }
        if (control.actionId() != null && seen(control) < open.run().firstAttempt()) {
            step.ignore("it was asked for at attempt " + seen(control) + ", and another run has begun since");
            return;
        }
        JobRun run = open.run().reached(seen(control));
        JobEvent last = run.event(JobEventType.CANCELLED, now, message);
        step.end(open.end(run, JobStatus.CANCELLED, LifecycleRules.forgottenAt(now)), last);
        if (open instanceof Active) {
            step.ask(Admission.Kind.LEAVE, open.run());
        }
    }

    private static void retry(Step step, Known known, JobControl control, long now) {
        JobRun run = known.run();
        boolean sawTheEnd = control.attempt() != null && control.attempt() >= run.attempt();
        if (control.attempt() != null && !sawTheEnd) {
            step.ignore(
                    "it was asked for after attempt " + control.attempt() + ", and " + run.attempt() + " has begun");
        } else if (known instanceof Ended ended) {
            // Who saw the end has been asked for force where it was needed; after a restore ours may be another end.
            if (ended.how() == JobStatus.COMPLETED && !control.force() && !sawTheEnd) {
                step.ignore("the job is completed, and force is not set");
            } else if (mayRetry(step, run)) {
                retried(
                        step,
                        ended.retriedAfter(Math.max(run.attempt(), seen(control)), priorityOf(control, run)),
                        now);
            }
        } else if (known instanceof Open open) {
            if (!sawTheEnd) {
                step.ignore("the job has not ended");
            } else if (mayRetry(step, run)) {
                if (open instanceof Active) {
                    step.ask(Admission.Kind.LEAVE, run);
                }
                retried(step, open.retriedAfter(seen(control), priorityOf(control, run)), now);
            }
        }
    }

    /** Somebody waits for a job that is retried alone. */
    private static int priorityOf(JobControl retry, JobRun run) {
        return retry.actionId() == null ? FIRST_PRIORITY : run.job().priority();
    }

    private static boolean mayRetry(Step step, JobRun run) {
        boolean may = run.manualRetries() < JobState.MAX_MANUAL_RETRIES;
        if (!may) {
            step.ignore("it was retried by hand " + JobState.MAX_MANUAL_RETRIES + " times, which is the limit");
        }
        return may;
    }

    private static void retried(Step step, Active next, long now) {
        JobRun run = next.run();
        String message = "Retry " + run.manualRetries() + " of " + JobState.MAX_MANUAL_RETRIES + " by hand";
        step.say(run.event(JobEventType.RETRY_REQUESTED, now, message));
        LifecycleRules.queue(step, next, now);
    }

    private static void priority(Step step, Known known, JobControl control, long now) {
        if (control.priority() == null || !(known instanceof Open open)) {
            step.ignore("the job has ended, or no priority is named");
            return;
        }
        Open moved = open.at(control.priority());
        step.become(moved);
        if (moved instanceof Active) {
            step.ask(Admission.Kind.MOVE, moved.run());
        } else if (!(moved instanceof Accepted)) {
            JobRun run = moved.run();
            step.say(run.event(JobEventType.REPRIORITIZED, now, "Priority " + control.priority())
                    .withId(JobEvent.id(
                            run.job().jobId(), run.attempt(), null, null, "reprioritized-" + control.controlId())));
        }
    }

    /** An attempt that runs goes on; the scheduler knows whether it does. What waits for a time waits for both. */
    private static void pause(Step step, Known known, JobControl control, long now) {
        if (!(known instanceof Open open) || open.run().isPaused()) {
            step.ignore("the job has ended, or is paused already");
            return;
        }
        Open paused = open.known(open.run().paused(true));
        step.become(paused);
        if (paused instanceof Active) {
            step.ask(Admission.Kind.PAUSE, paused.run());
        } else if (paused instanceof Held) {
            held(step, paused, control, LifecycleRules.PAUSED, now);
        }
    }

    private static void resume(Step step, Known known, JobControl control, long now) {
        if (!(known instanceof Open open) || !open.run().isPaused()) {
            step.ignore("the job has ended, or is not paused");
            return;
        }
        Open resumed = open.known(open.run().paused(false));
        if (resumed instanceof Held held && held.wakesAt() == 0) {
            LifecycleRules.queue(step, held.goOn(), now);
            return;
        }
        step.become(resumed);
        if (resumed instanceof Active) {
            step.ask(Admission.Kind.RESUME, resumed.run());
        } else if (resumed instanceof Held held) {
            held(step, held, control, "Held until " + Instant.ofEpochMilli(held.wakesAt()), now);
        }
    }

    private static void held(Step step, Open open, JobControl control, String message, long now) {
        JobRun run = open.run();
        step.say(run.event(JobEventType.HELD, now, message)
                .withId(JobEvent.id(run.job().jobId(), run.attempt(), null, null, "held-" + control.controlId())));
    }

    private static int seen(JobControl control) {
        return control.attempt() == null ? 0 : control.attempt();
    }
}

package io.reelflow.dataflow.lifecycle;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import org.jspecify.annotations.Nullable;

/**
 * What the lifecycle knows of a job, wherever that stands.
 *
 * @param attempt rises over all runs; 1 for the first
 * @param firstAttempt of this run: a retry by hand begins another one
 * @param manualRetries runs that a client has asked for after the first
 * @param holds how often this attempt was held
 * @param heldSince milliseconds since the epoch of the first of them; 0 where there was none
 * @param lastEpoch of the last outcome that counted: an older or equal one is a repeat
 * @param paused it is held back until a client resumes it; null: false
 */
public record JobRun(
        Job job,
        int attempt,
        int firstAttempt,
        int manualRetries,
        int holds,
        long heldSince,
        long lastEpoch,
        @Nullable Boolean paused) {

    /** One that is not paused. */
    public JobRun(
            Job job, int attempt, int firstAttempt, int manualRetries, int holds, long heldSince, long lastEpoch) {
        this(job, attempt, firstAttempt, manualRetries, holds, heldSince, lastEpoch, null);
    }

    static JobRun begin(Job job) {
        return new JobRun(job, 1, 1, 0, 0, 0, -1);
    }

    JobRun nextAttempt() {
        return new JobRun(job, attempt + 1, firstAttempt, manualRetries, 0, 0, lastEpoch, paused);
    }

    JobRun heldAt(long now) {
        return new JobRun(
                job, attempt, firstAttempt, manualRetries, holds + 1, holds == 0 ? now : heldSince, lastEpoch, paused);
    }

    JobRun heard(long epoch) {
        return new JobRun(job, attempt, firstAttempt, manualRetries, holds, heldSince, epoch, paused);
    }

    JobRun withPriority(int priority) {
        return new JobRun(
                job.withPriority(priority), attempt, firstAttempt, manualRetries, holds, heldSince, lastEpoch, paused);
    }

    /** As it is remembered when it is over: a video that was removed is not named. */
    JobRun told() {
        return new JobRun(job.told(), attempt, firstAttempt, manualRetries, holds, heldSince, lastEpoch, paused);
    }

    /** Another look at a channel, after that attempt: no retry. */
    JobRun checkedAfter(int last) {
        return new JobRun(job, last + 1, last + 1, manualRetries, 0, 0, lastEpoch);
    }

    /** What a channel job is asked for anew: what does not make it another job may have changed. */
    JobRun asking(Job again) {
        return new JobRun(again, attempt, firstAttempt, manualRetries, holds, heldSince, lastEpoch, paused);
    }

    /** Another run after that attempt, which is not paused. */
    JobRun retriedAfter(int last, int priority) {
        return new JobRun(job.withPriority(priority), last + 1, last + 1, manualRetries + 1, 0, 0, lastEpoch);
    }

    /**
     * An attempt of that number is known to have been told of, before a restore took us back. Where its run began is
     * not known: with this one, so that no attempt that was told of is beyond the last.
     */
    JobRun reached(int number) {
        return number <= attempt ? this : new JobRun(job, number, number, manualRetries, 0, 0, lastEpoch, paused);
    }

    boolean isPaused() {
        return Boolean.TRUE.equals(paused);
    }

    JobRun paused(boolean now) {
        return new JobRun(job, attempt, firstAttempt, manualRetries, holds, heldSince, lastEpoch, now ? true : null);
    }

    /** Counted from 1 within its run. */
    int attemptOfRun() {
        return attempt - firstAttempt + 1;
    }

    Attempt toAttempt() {
        return new Attempt(job, attempt, holds);
    }

    JobEvent event(JobEventType type, long now, String message) {
        return toAttempt().event(type, now, message);
    }
}

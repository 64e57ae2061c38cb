package io.reelflow.dataflow.lifecycle;

import io.reelflow.schemas.job.Job;

/**
 * State of a job that has not ended.
 *
 * <pre>
 *            begin
 *              ▼          retryable failure
 *  ┌──────▶ ACTIVE ───────────────────────▶ RETRYING
 *  │ timer   │   │ held failure              │ timer, attempt + 1
 *  │         │   └────────────────▶ HELD     │
 *  ├─────────┼──────────────────────┘        │
 *  └─────────┼───────────────────────────────┘
 *            ▼
 *     ended: this state is dropped
 * </pre>
 *
 * @param attempt 1 for the first
 * @param holds how often this attempt was held
 * @param heldSince milliseconds since the epoch of the first of them; 0 where there was none
 * @param timer when it goes on, milliseconds since the epoch; 0 while active
 * @param lastEpoch of the last outcome that counted: an older or equal one is a repeat
 */
public record JobRun(Job job, Phase phase, int attempt, int holds, long heldSince, long timer, long lastEpoch) {
    /** Where a job is between its command and its end. */
    public enum Phase {
        /** Waits for a room, or is in one. */
        ACTIVE,
        RETRYING,
        HELD
    }

    static JobRun begin(Job job) {
        return new JobRun(job, Phase.ACTIVE, 1, 0, 0, 0, -1);
    }

    /** The next attempt waits until {@code until}. */
    JobRun retryAt(long until, long epoch) {
        return new JobRun(job, Phase.RETRYING, attempt, 0, 0, until, epoch);
    }

    /** The same attempt waits until {@code until}. */
    JobRun holdUntil(long until, long now, long epoch) {
        return new JobRun(job, Phase.HELD, attempt, holds + 1, holds == 0 ? now : heldSince, until, epoch);
    }

    /** The timer has come: the next attempt, or the held one again. */
    JobRun goOn() {
        int next = phase == Phase.RETRYING ? attempt + 1 : attempt;
        return new JobRun(job, Phase.ACTIVE, next, holds, heldSince, 0, lastEpoch);
    }

    Attempt toAttempt() {
        return new Attempt(job, attempt, holds);
    }

    /** Whether an outcome of that attempt and admission says something new about this run. */
    boolean concerns(int outcomeAttempt, long epoch) {
        return phase != Phase.RETRYING && outcomeAttempt == attempt && epoch > lastEpoch;
    }
}

package io.reelflow.status.live;

import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;

/**
 * One message of a stream.
 *
 * @param isProgress one that a later one may take the place of: nothing but numbers has moved
 */
record JobUpdate(Kind kind, JobState state, boolean isProgress) {

    enum Kind {
        INITIAL_STATUS,
        JOB_UPDATE,
        JOB_COMPLETED,
        JOB_FAILED,
        JOB_CANCELLED,
        RESYNC
    }

    static JobUpdate snapshot(JobState state) {
        return new JobUpdate(Kind.INITIAL_STATUS, state, false);
    }

    static JobUpdate resync(JobState state) {
        return new JobUpdate(Kind.RESYNC, state, false);
    }

    static JobUpdate of(JobState state, boolean isProgress) {
        return new JobUpdate(kind(state.status()), state, isProgress);
    }

    boolean isLast() {
        return kind == Kind.JOB_COMPLETED || kind == Kind.JOB_FAILED || kind == Kind.JOB_CANCELLED;
    }

    private static Kind kind(JobStatus status) {
        return switch (status) {
            case COMPLETED -> Kind.JOB_COMPLETED;
            case FAILED -> Kind.JOB_FAILED;
            case CANCELLED -> Kind.JOB_CANCELLED;
            default -> Kind.JOB_UPDATE;
        };
    }
}

package io.reelflow.schemas;

/** Kafka topics. Every one is keyed by job id, so that what concerns one job stays in order. */
public final class Topics {
    /** {@link io.reelflow.schemas.job.JobCommand}: what clients asked for, interactive ones. */
    public static final String JOB_COMMANDS = "job-commands";
    /** {@link io.reelflow.schemas.job.JobEvent}: what happened. A record's offset is the event's sequence in its job. */
    public static final String JOB_EVENTS = "job-events";
    /** {@link io.reelflow.schemas.job.JobOutcome}: how attempts ended, back to the lifecycle and the scheduler. */
    public static final String JOB_OUTCOMES = "job-outcomes";

    private Topics() {}
}

package io.reelflow.schemas;

/** Kafka topics. Those of jobs are keyed by job id, so that what concerns one job stays in order. */
public final class Topics {
    /** {@link io.reelflow.schemas.job.JobCommand}: what clients asked for, interactive ones. */
    public static final String JOB_COMMANDS = "job-commands";
    /** The same, many at once: batches, and jobs found in channels. Nothing interactive waits behind them. */
    public static final String JOB_COMMANDS_BULK = "job-commands-bulk";
    /** {@link io.reelflow.schemas.job.JobControl}: what clients want done with a job that there is. */
    public static final String JOB_CONTROLS = "job-controls";
    /** The same, many at once: what bulk actions do. Nothing interactive waits behind them. */
    public static final String JOB_CONTROLS_BULK = "job-controls-bulk";
    /** {@link io.reelflow.schemas.job.JobEvent}: what happened. A record's offset is the event's sequence in its job. */
    public static final String JOB_EVENTS = "job-events";
    /** {@link io.reelflow.schemas.job.JobOutcome}: how attempts ended, back to the lifecycle and the scheduler. */
    public static final String JOB_OUTCOMES = "job-outcomes";
    /** {@link io.reelflow.schemas.job.WorkStop}: running work that has to end; every machine that works reads it. */
    public static final String WORK_STOPS = "work-stops";
    /** {@link io.reelflow.schemas.job.SourceReport}: how sources take visits; scheduler and every machine read it. */
    public static final String SOURCE_REPORTS = "source-reports";
    /** {@link io.reelflow.schemas.job.IntakeControl}, compacted, keyed by scope: who is paused. */
    public static final String INTAKE_CONTROLS = "intake-controls";
    /** {@link io.reelflow.schemas.access.ApiKey}, compacted, keyed by key id; a deleted key leaves a tombstone. */
    public static final String API_KEYS = "api-keys";
    /**
     * {@link io.reelflow.schemas.job.Tombstone}, compacted, keyed by the hash of the video's id: which videos were removed for
     * good, and when.
     */
    public static final String VIDEO_TOMBSTONES = "video-tombstones";

    /** Whether a topic holds commands. */
    public static boolean isOfCommands(String topic) {
        return topic.equals(JOB_COMMANDS) || topic.equals(JOB_COMMANDS_BULK);
    }

    private Topics() {}
}

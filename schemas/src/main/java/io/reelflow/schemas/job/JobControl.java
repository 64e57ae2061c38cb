package io.reelflow.schemas.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants done with a job. It may come before the job's command, twice, or too late: the lifecycle decides
 * what it still means, and says so in events.
 *
 * @param controlId unique for each accepted request
 * @param owner whose job it may concern; null for anybody's
 * @param requestedBy id of the key that asked
 * @param reason of a cancel, in the client's words
 * @param priority 1 (first) … 9 (last), for {@code PRIORITY}
 * @param force for {@code RETRY}: a completed job too
 * @param attempt the one that the client saw when it asked; null where that is not known. A retry that comes again, or
 *     after another one, is known by it; so is a cancel of an earlier run, where it is part of an action
 * @param actionId of the action on many jobs that it is part of; null for a job alone. Its retries keep each job's own
 *     priority
 */
public record JobControl(
        String controlId,
        int version,
        Instant time,
        String jobId,
        Action action,
        @Nullable String owner,
        String requestedBy,
        @Nullable String reason,
        @Nullable Integer priority,
        boolean force,
        @Nullable Integer attempt,
        @Nullable String actionId) {
    public static final int VERSION = 1;

    /** A control of one job alone. */
    public JobControl(
            String controlId,
            int version,
            Instant time,
            String jobId,
            Action action,
            @Nullable String owner,
            String requestedBy,
            @Nullable String reason,
            @Nullable Integer priority,
            boolean force,
            @Nullable Integer attempt) {
        this(controlId, version, time, jobId, action, owner, requestedBy, reason, priority, force, attempt, null);
    }

    /** A control of a client that saw no attempt. */
    public JobControl(
            String controlId,
            int version,
            Instant time,
            String jobId,
            Action action,
            @Nullable String owner,
            String requestedBy,
            @Nullable String reason,
            @Nullable Integer priority,
            boolean force) {
        this(controlId, version, time, jobId, action, owner, requestedBy, reason, priority, force, null);
    }

    /** What is to be done. */
    public enum Action {
        /** Ends a job that has not ended. */
        CANCEL,
        /** Begins a new run of a job that has. */
        RETRY,
        /** Moves a job that waits. */
        PRIORITY,
        /** Holds back a job that waits, or what comes after the attempt that runs. */
        PAUSE,
        /** Takes that back. */
        RESUME;

        @JsonValue
        public String word() {
            return Words.of(this);
        }
    }
}

package io.reelflow.schemas.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;

/** Where a job stands, for a client. */
public enum JobStatus {
    /** Held before the queue: scheduled, paused, rate-limited, or our own storage is away. */
    PENDING,
    /** Waits for room. */
    QUEUED,
    /** At least one stage runs. */
    PROCESSING,
    /** Between two attempts. */
    RETRYING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Nothing follows, unless a person retries the job. */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    @JsonValue
    public String word() {
        return Words.of(this);
    }
}

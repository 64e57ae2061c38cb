package io.reelflow.schemas.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;

/** What happened. */
public enum JobEventType {
    /** The command has been accepted; never on the wire, derived from the command. */
    SUBMITTED,
    /** Held before the queue: rate limit, source not ready, our storage away. */
    HELD,
    /** Waits for room. */
    QUEUED,
    /** Admitted; the attempt begins. */
    STARTED,
    STAGE_STARTED,
    STAGE_PROGRESSED,
    STAGE_COMPLETED,
    STAGE_FAILED,
    /** The attempt failed; another one follows. */
    RETRY_SCHEDULED,
    COMPLETED,
    FAILED,
    CANCELLED;

    @JsonValue
    public String word() {
        return Words.of(this);
    }
}

package io.reelflow.schemas.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;

/** What happened. */
public enum JobEventType {
    /** The command has been accepted; never on the wire, derived from the command. */
    SUBMITTED,
    /** Held before the queue: scheduled, paused, rate limit, source not ready, our storage away. */
    HELD,
    /** A client wants a job that has ended to run once more: it may follow an end. */
    RETRY_REQUESTED,
    /** A channel that was looked at is looked at again: its time has come, or a client asked. It may follow an end, too. */
    CHECK_REQUESTED,
    /** A channel that was looked at is not looked at again. */
    UNSUBSCRIBED,
    /** Waits for room. */
    QUEUED,
    /** Waits at another place in line. */
    REPRIORITIZED,
    /** Admitted; the attempt begins. */
    STARTED,
    STAGE_STARTED,
    STAGE_PROGRESSED,
    STAGE_COMPLETED,
    STAGE_FAILED,
    /** Running work says that it lives; it changes nothing else. */
    HEARTBEAT,
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

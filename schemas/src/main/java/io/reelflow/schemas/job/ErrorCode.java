package io.reelflow.schemas.job;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why an attempt failed: a stable part of the contract with clients. */
public enum ErrorCode {
    /** 404, 410, removed. */
    SOURCE_NOT_FOUND(Then.FAIL),
    /** 401, 403, private, geo, age. */
    SOURCE_FORBIDDEN(Then.FAIL),
    SOURCE_TOO_LARGE(Then.FAIL),
    SOURCE_TOO_LONG(Then.FAIL),
    /** Not http(s), or not a public address. */
    URL_NOT_ALLOWED(Then.FAIL),
    /** No media, or damaged beyond reading. */
    MEDIA_UNREADABLE(Then.FAIL),
    /** No stream that this job type needs. */
    MEDIA_EMPTY(Then.FAIL),
    MODEL_UNAVAILABLE(Then.FAIL),
    /** 5xx, DNS, timeout. */
    SOURCE_UNAVAILABLE(Then.RETRY),
    /** The download ended short. */
    DOWNLOAD_INTERRUPTED(Then.RETRY),
    STAGE_TIMEOUT(Then.RETRY),
    INTERNAL(Then.RETRY),
    /** 429, bot check. */
    SOURCE_RATE_LIMITED(Then.HOLD),
    /** Live, upcoming. */
    SOURCE_NOT_READY(Then.HOLD),
    STORAGE_UNAVAILABLE(Then.HOLD),
    /** The video is being removed: the purge looks again, a job of after it waits. */
    PURGE_UNFINISHED(Then.HOLD),
    /** The worker process died under the element three times. */
    STAGE_CRASHED(Then.FAIL),
    /** Work ended because nobody wants it any more; on an attempt, never on a job that failed. */
    CANCELLED(Then.FAIL);

    private final Then then;

    ErrorCode(Then then) {
        this.then = then;
    }

    /** Another attempt may succeed and is made automatically. */
    public boolean isRetryable() {
        return then == Then.RETRY;
    }

    /** The job waits as {@code pending} and uses no attempt. */
    public boolean isHeld() {
        return then == Then.HOLD;
    }

    @JsonValue
    public String word() {
        return name();
    }

    private enum Then {
        FAIL,
        RETRY,
        HOLD
    }
}

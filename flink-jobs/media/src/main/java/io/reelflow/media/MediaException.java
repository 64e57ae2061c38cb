package io.reelflow.media;

import io.reelflow.schemas.job.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failure that clients are told about. The message names the thing, the rule and the value; no path, no host of ours. */
public final class MediaException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    private final @Nullable Duration retryAfter;

    public MediaException(ErrorCode code, String message) {
        this(code, message, (Throwable) null);
    }

    public MediaException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryAfter = null;
    }

    /** @param retryAfter how long the source wants us to wait; null where it does not say */
    public MediaException(ErrorCode code, String message, @Nullable Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public ErrorCode code() {
        return code;
    }

    /** How long the source wants us to wait; null where it does not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}

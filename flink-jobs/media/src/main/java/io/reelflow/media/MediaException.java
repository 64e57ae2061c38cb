package io.reelflow.media;

import io.reelflow.schemas.job.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A failure that clients are told about. The message names the thing, the rule and the value; no path, no host of ours. */
public final class MediaException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public MediaException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public MediaException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}

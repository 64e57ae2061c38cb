package io.reelflow.schemas.job;

import org.jspecify.annotations.Nullable;

/**
 * A failure as data.
 *
 * @param message for people: names the thing, the rule and the value; no path, no inner host, no stack trace
 * @param field the request field at fault, where one is
 * @param retryAfterSeconds how long the source wants us to wait, where it says so
 */
public record Failure(
        ErrorCode code,
        String message,
        @Nullable Stage stage,
        boolean retryable,
        @Nullable String field,
        @Nullable Long retryAfterSeconds) {
    public static Failure of(ErrorCode code, String message, @Nullable Stage stage) {
        return new Failure(code, message, stage, code.isRetryable(), null, null);
    }

    public Failure retryAfter(@Nullable Long seconds) {
        return new Failure(code, message, stage, retryable, field, seconds);
    }
}

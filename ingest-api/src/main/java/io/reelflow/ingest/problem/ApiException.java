package io.reelflow.ingest.problem;

import io.reelflow.schemas.Problem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that can not be answered as asked. Its message is for the client. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String code;

    @SuppressWarnings("serial") // never serialized
    private final List<Problem.FieldError> errors;

    @SuppressWarnings("serial") // never serialized
    private final @Nullable Duration retryAfter;

    private ApiException(
            HttpStatus status,
            String code,
            String detail,
            List<Problem.FieldError> errors,
            @Nullable Duration retryAfter) {
        super(detail);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public static ApiException of(HttpStatus status, String code, String detail) {
        return new ApiException(status, code, detail, List.of(), null);
    }

    /** Bad fields, all of them at once. The code is theirs where they have one in common. */
    public static ApiException invalid(List<Problem.FieldError> errors) {
        List<String> codes =
                errors.stream().map(Problem.FieldError::code).distinct().toList();
        String detail = errors.size() == 1
                ? errors.get(0).field() + ": " + errors.get(0).message()
                : errors.size() + " fields are wrong";
        return new ApiException(
                HttpStatus.BAD_REQUEST, codes.size() == 1 ? codes.get(0) : "INVALID_REQUEST", detail, errors, null);
    }

    /** Nothing has been accepted; the same request may be sent again. */
    public static ApiException unavailable(String code, String detail, Duration retryAfter) {
        return new ApiException(HttpStatus.SERVICE_UNAVAILABLE, code, detail, List.of(), retryAfter);
    }

    /** @param wait until the next call would be answered */
    public static ApiException rateLimited(Duration wait) {
        return tooMany("RATE_LIMITED", "This key calls too often", wait);
    }

    /** @param wait until the next job would be taken in */
    public static ApiException quotaExceeded(String detail, Duration wait) {
        return tooMany("QUOTA_EXCEEDED", detail, wait);
    }

    private static ApiException tooMany(String code, String detail, Duration wait) {
        Duration whole = Duration.ofSeconds(Math.max(1, wait.plusMillis(999).toSeconds()));
        return new ApiException(HttpStatus.TOO_MANY_REQUESTS, code, detail, List.of(), whole);
    }

    public HttpStatus status() {
        return status;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public Problem problem() {
        return new Problem(
                "about:blank",
                status.getReasonPhrase(),
                status.value(),
                String.valueOf(getMessage()),
                code,
                errors.isEmpty() ? null : errors);
    }
}

package io.reelflow.status;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** An answer that is an error, as the client is to see it. */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String code;
    private final @Nullable String field;

    @SuppressWarnings("serial") // never serialized
    private final @Nullable Duration retryAfter;

    /** @param detail for people: names the thing, the rule and the value; no path, no inner host */
    public ApiProblem(HttpStatus status, String code, String detail) {
        this(status, code, detail, null, null);
    }

    private ApiProblem(
            HttpStatus status, String code, String detail, @Nullable String field, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    public static ApiProblem notFound(String detail) {
        return new ApiProblem(HttpStatus.NOT_FOUND, "NOT_FOUND", detail);
    }

    public static ApiProblem invalid(String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, "INVALID_REQUEST", detail);
    }

    /** A field of the body, or a parameter, that can not be used. */
    public static ApiProblem invalidField(String field, String code, String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, code, detail, field, null);
    }

    /** Not in the state that the job is in. */
    public static ApiProblem conflict(String code, String detail) {
        return new ApiProblem(HttpStatus.CONFLICT, code, detail);
    }

    public static ApiProblem forbidden(String detail) {
        return new ApiProblem(HttpStatus.FORBIDDEN, "FORBIDDEN", detail);
    }

    /** Something this service needs is away; the client may come again. */
    public static ApiProblem unavailable(String code, String detail) {
        return new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, code, detail, null, Duration.ofSeconds(2));
    }

    /** @param wait until the next call would be answered */
    public static ApiProblem rateLimited(Duration wait) {
        return new ApiProblem(HttpStatus.TOO_MANY_REQUESTS, "RATE_LIMITED", "This key calls too often", null, wait);
    }

    /** When the client may come again; null where that changes nothing. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** What is at fault; null where it is no field. */
    public @Nullable String field() {
        return field;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}

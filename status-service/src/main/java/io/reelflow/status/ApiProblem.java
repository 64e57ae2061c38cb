package io.reelflow.status;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** An answer that is an error, as the client is to see it. */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String code;
    private final @Nullable String field;

    /** @param detail for people: names the thing, the rule and the value; no path, no inner host */
    public ApiProblem(HttpStatus status, String code, String detail) {
        this(status, code, detail, null);
    }

    private ApiProblem(HttpStatus status, String code, String detail, @Nullable String field) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    public static ApiProblem notFound(String detail) {
        return new ApiProblem(HttpStatus.NOT_FOUND, "NOT_FOUND", detail);
    }

    public static ApiProblem invalid(String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, "INVALID_REQUEST", detail);
    }

    /** A field of the body, or a parameter, that can not be used. */
    public static ApiProblem invalidField(String field, String code, String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, code, detail, field);
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
        return new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, code, detail);
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

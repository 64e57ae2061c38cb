package io.reelflow.status;

import org.springframework.http.HttpStatus;

/** An answer that is an error, as the client is to see it. */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String code;

    /** @param detail for people: names the thing, the rule and the value; no path, no inner host */
    public ApiProblem(HttpStatus status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    public static ApiProblem notFound(String detail) {
        return new ApiProblem(HttpStatus.NOT_FOUND, "NOT_FOUND", detail);
    }

    public static ApiProblem invalid(String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, "INVALID_REQUEST", detail);
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

    public String detail() {
        return String.valueOf(getMessage());
    }
}

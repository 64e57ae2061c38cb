package io.reelflow.status;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Problem;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Every error leaves as {@code application/problem+json}; what is not ours to tell stays in the log. */
@Component
@Order(-2)
final class ProblemHandler implements ErrorWebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        Problem problem = problem(exchange, error);
        byte[] body = Json.bytes(problem);
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        if (error instanceof ResponseStatusException known) {
            response.getHeaders().addAll(known.getHeaders());
        }
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setContentLength(body.length);
        if (error instanceof ApiProblem known && known.retryAfter() != null) {
            long seconds = known.retryAfter().plusMillis(999).toSeconds();
            response.getHeaders().set("Retry-After", Long.toString(Math.max(1, seconds)));
        } else if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.getHeaders().set("Retry-After", "2");
        }
        if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
            response.getHeaders().set("WWW-Authenticate", "Bearer");
        }
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static Problem problem(ServerWebExchange exchange, Throwable error) {
        if (error instanceof ApiProblem known) {
            return ofApi(known);
        }
        if (error instanceof ResponseStatusException known
                && known.getStatusCode().is4xxClientError()) {
            return ofStatus(HttpStatus.valueOf(known.getStatusCode().value()), known);
        }
        if (error instanceof DataAccessResourceFailureException
                || error instanceof TransientDataAccessException
                || error instanceof CannotGetJdbcConnectionException
                || error instanceof CannotCreateTransactionException) {
            LOG.warn("The database did not answer: {}", error.toString());
            return Problem.of(
                    503, "Service Unavailable", "DATABASE_UNAVAILABLE", "The database does not answer; come again");
        }
        LOG.error(
                "{} {} failed",
                exchange.getRequest().getMethod(),
                exchange.getRequest().getPath(),
                error);
        return Problem.of(500, "Internal Server Error", "INTERNAL", "Something went wrong here; it has been logged");
    }

    private static Problem ofApi(ApiProblem known) {
        int status = known.status().value();
        String title = known.status().getReasonPhrase();
        String field = known.field();
        return field == null
                ? Problem.of(status, title, known.code(), known.detail())
                : new Problem(
                        "about:blank",
                        title,
                        status,
                        known.detail(),
                        known.code(),
                        List.of(new Problem.FieldError(field, known.detail(), known.code())));
    }

    private static Problem ofStatus(HttpStatus status, ResponseStatusException error) {
        String detail = error.getReason() == null ? status.getReasonPhrase() : error.getReason();
        String code = switch (status) {
            case NOT_FOUND -> "NOT_FOUND";
            case METHOD_NOT_ALLOWED -> "METHOD_NOT_ALLOWED";
            case UNSUPPORTED_MEDIA_TYPE -> "UNSUPPORTED_MEDIA_TYPE";
            case NOT_ACCEPTABLE -> "NOT_ACCEPTABLE";
            case CONTENT_TOO_LARGE -> "CONTENT_TOO_LARGE";
            case UNAUTHORIZED -> "UNAUTHORIZED";
            case FORBIDDEN -> "FORBIDDEN";
            default -> "INVALID_REQUEST";
        };
        return Problem.of(status.value(), status.getReasonPhrase(), code, detail);
    }
}

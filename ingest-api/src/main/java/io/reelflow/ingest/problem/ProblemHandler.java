package io.reelflow.ingest.problem;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Problem;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Turns whatever went wrong into a problem document. What nobody foresaw is logged, and told without details. */
@Component
@Order(-2) // before Spring Boot's own
final class ProblemHandler implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private static final Map<Integer, String> DETAILS = Map.of(
            404, "There is nothing at this address",
            405, "This address does not answer to this method",
            406, "This answer is application/json",
            413, "The body is larger than accepted here",
            415, "The body must be application/json");

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        Problem problem;
        if (error instanceof ApiException known) {
            problem = known.problem();
            if (known.retryAfter() != null) {
                response.getHeaders()
                        .set(
                                HttpHeaders.RETRY_AFTER,
                                String.valueOf(known.retryAfter().toSeconds()));
            }
        } else if (error instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            known.getHeaders().forEach((name, values) -> response.getHeaders().put(name, values));
            problem = problem(known.getStatusCode());
        } else {
            problem = unforeseen(exchange, error);
        }
        return write(response, problem);
    }

    private static Problem problem(HttpStatusCode code) {
        HttpStatus status = HttpStatus.resolve(code.value());
        String title = status == null ? "Bad Request" : status.getReasonPhrase();
        return Problem.of(
                code.value(),
                title,
                status == null ? "BAD_REQUEST" : status.name(),
                DETAILS.getOrDefault(code.value(), title));
    }

    private static Problem unforeseen(ServerWebExchange exchange, Throwable error) {
        String incident = UUID.randomUUID().toString();
        LOG.error(
                "Incident {}: {} {}",
                incident,
                exchange.getRequest().getMethod(),
                exchange.getRequest().getPath().value(),
                error);
        return Problem.of(
                500, "Internal Server Error", "INTERNAL", "Something went wrong here; it is logged as " + incident);
    }

    private static Mono<Void> write(ServerHttpResponse response, Problem problem) {
        response.setRawStatusCode(problem.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setCacheControl("no-store");
        if (problem.status() == 401) {
            response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        byte[] body = Json.bytes(problem);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }
}

package io.reelflow.status.storage;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.Problem;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.WebAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers with an object's bytes, or a part of them (RFC 9110, one range), or the way to a signed address. */
@Component
public final class FileAnswer {
    private static final Duration SIGNED_LIFE = Duration.ofHours(1);

    private final ObjectStore store;

    FileAnswer(ObjectStore store) {
        this.store = store;
    }

    /** @param name what a browser saves it under, and whether it shows it; null leaves both to the browser */
    public Mono<Void> send(ServerWebExchange exchange, String key, @Nullable ContentDisposition name) {
        return store.stat(key)
                .switchIfEmpty(Mono.error(() -> ApiProblem.notFound("There is no such file")))
                .flatMap(stat ->
                        "true".equals(exchange.getRequest().getQueryParams().getFirst("redirect"))
                                ? redirect(exchange, key, name)
                                : bytes(exchange, stat, name));
    }

    /** Answers with bytes that are no object, under the type of that file's name. */
    public Mono<Void> sendMade(ServerWebExchange exchange, String file, byte[] bytes, ContentDisposition name) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
        headers.setContentType(MediaTypes.of(file));
        headers.setContentDisposition(name);
        if (exchange.checkNotModified(
                "\"" + ObjectKeys.fingerprint(new String(bytes, StandardCharsets.UTF_8)) + "\"")) {
            return response.setComplete();
        }
        headers.setContentLength(bytes.length);
        return HttpMethod.HEAD.equals(exchange.getRequest().getMethod())
                ? response.setComplete()
                : response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
    }

    private Mono<Void> redirect(ServerWebExchange exchange, String key, @Nullable ContentDisposition name) {
        return store.signed(key, SIGNED_LIFE, name == null ? null : name.toString())
                .flatMap(address -> {
                    ServerHttpResponse response = exchange.getResponse();
                    response.setStatusCode(HttpStatus.TEMPORARY_REDIRECT);
                    String absolute = address.startsWith("/") ? WebAddress.base(exchange) + address : address;
                    response.getHeaders().setLocation(URI.create(absolute));
                    return response.setComplete();
                });
    }

    private Mono<Void> bytes(ServerWebExchange exchange, ObjectStore.Stat stat, @Nullable ContentDisposition name) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        headers.set("Accept-Ranges", "bytes");
        headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
        headers.setContentType(MediaTypes.of(stat.key()));
        if (name != null) {
            headers.setContentDisposition(name);
        }
        if (exchange.checkNotModified(stat.etag(), stat.modified())) {
            return response.setComplete();
        }
        long from = 0;
        long length = stat.bytes();
        HttpRange range = range(exchange.getRequest().getHeaders(), stat);
        if (range != null) {
            if (!isSatisfiable(range, stat.bytes())) {
                return notSatisfiable(response, stat);
            }
            from = range.getRangeStart(stat.bytes());
            length = range.getRangeEnd(stat.bytes()) - from + 1;
            response.setStatusCode(HttpStatus.PARTIAL_CONTENT);
            headers.set("Content-Range", "bytes " + from + "-" + (from + length - 1) + "/" + stat.bytes());
        }
        headers.setContentLength(length);
        return HttpMethod.HEAD.equals(exchange.getRequest().getMethod())
                ? response.setComplete()
                : response.writeWith(store.read(stat.key(), from, length));
    }

    /** Null for all of it: no range, several of them, one that is malformed or meant for another version. */
    private static @Nullable HttpRange range(HttpHeaders headers, ObjectStore.Stat stat) {
        String ifRange = headers.getFirst("If-Range");
        if (ifRange != null && !ifRange.equals(stat.etag())) {
            return null;
        }
        try {
            List<HttpRange> ranges = headers.getRange();
            return ranges.size() == 1 ? ranges.get(0) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isSatisfiable(HttpRange range, long bytes) {
        try {
            return bytes > 0 && range.getRangeStart(bytes) < bytes;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Written here: the headers of a part do not live through the way of other errors. */
    private static Mono<Void> notSatisfiable(ServerHttpResponse response, ObjectStore.Stat stat) {
        HttpStatus status = HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE;
        byte[] problem = Json.bytes(Problem.of(
                status.value(),
                status.getReasonPhrase(),
                "RANGE_NOT_SATISFIABLE",
                "The file has " + stat.bytes() + " bytes"));
        response.setStatusCode(status);
        response.getHeaders().set("Content-Range", "bytes */" + stat.bytes());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setContentLength(problem.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(problem)));
    }
}

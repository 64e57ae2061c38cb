package io.reelflow.ingest.access;

import io.reelflow.ingest.problem.ApiException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets nothing below {@code /api} in without a known key. */
@Component
final class KeyFilter implements WebFilter {
    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;

    KeyFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getPath().value().startsWith("/api")) {
            return chain.filter(exchange);
        }
        Optional<Caller> caller = shown(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
                .flatMap(keys::caller);
        if (caller.isEmpty()) {
            return Mono.error(ApiException.of(
                    HttpStatus.UNAUTHORIZED, "UNAUTHORIZED", "Send a valid key: \"Authorization: Bearer KEY\""));
        }
        caller.get().remember(exchange);
        return chain.filter(exchange);
    }

    private static Optional<String> shown(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}

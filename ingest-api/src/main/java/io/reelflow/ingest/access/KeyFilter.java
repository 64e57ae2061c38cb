package io.reelflow.ingest.access;

import io.reelflow.access.Counted;
import io.reelflow.access.Key;
import io.reelflow.access.KeyRing;
import io.reelflow.access.RateLimits;
import io.reelflow.access.Role;
import io.reelflow.access.Roots;
import io.reelflow.ingest.problem.ApiException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lets nothing below {@code /api} in without a known key, and no key in more often than it may. */
@Component
final class KeyFilter implements WebFilter {
    private static final String SCHEME = "Bearer ";
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final KeyRing keys;
    private final RateLimits limits;
    private final Counted counted;

    KeyFilter(KeyRing keys, RateLimits limits, Counted counted) {
        this.keys = keys;
        this.limits = limits;
        this.counted = counted;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!Roots.of(request.getPath()).equals("api")) {
            return chain.filter(exchange);
        }
        Optional<String> shown = shown(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
        if (shown.isEmpty()) {
            return Mono.error(KeyFilter::unauthorized);
        }
        boolean forwarded = counted.isMark(request.getHeaders().getFirst(Counted.HEADER), shown.get());
        boolean isService = forwarded && shown.get().startsWith(Counted.SERVICE);
        return (isService ? Mono.just(service(shown.get())) : find(shown.get())).flatMap(key -> {
            if (forwarded) {
                Caller.rememberForwarded(exchange);
            } else {
                count(key, request);
            }
            Caller.of(key).remember(exchange);
            return chain.filter(exchange);
        });
    }

    /** One of our own services, in nobody's name. */
    private static Key service(String name) {
        return new Key(name, Set.of(Role.ADMIN), null, null);
    }

    /** Right after the start, a key that is not known waits until all are. */
    private Mono<Key> find(String shown) {
        Optional<Key> known = keys.find(shown);
        if (known.isPresent()) {
            return Mono.just(known.get());
        }
        return Mono.fromFuture(keys::caughtUp)
                .publishOn(Schedulers.parallel())
                .timeout(PATIENCE)
                .onErrorMap(
                        TimeoutException.class,
                        error -> ApiException.unavailable("KEYS_UNAVAILABLE", "Keys are not read yet", RETRY_AFTER))
                .then(Mono.defer(() -> Mono.justOrEmpty(keys.find(shown))))
                .switchIfEmpty(Mono.error(KeyFilter::unauthorized));
    }

    private void count(Key key, ServerHttpRequest request) {
        if (Caller.of(key).isAdmin()) {
            return;
        }
        boolean isRead = READS.contains(request.getMethod());
        limits.take(key.id(), isRead ? RateLimits.Kind.READ : RateLimits.Kind.WRITE)
                .ifPresent(wait -> {
                    throw ApiException.rateLimited(wait);
                });
    }

    private static ApiException unauthorized() {
        return ApiException.of(
                HttpStatus.UNAUTHORIZED, "UNAUTHORIZED", "Send a valid key: \"Authorization: Bearer KEY\"");
    }

    private static Optional<String> shown(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}

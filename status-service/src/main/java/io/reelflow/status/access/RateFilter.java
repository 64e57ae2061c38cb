package io.reelflow.status.access;

import io.reelflow.access.RateLimits;
import io.reelflow.status.ApiProblem;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets no key in more often than it may; streams and admins are not counted. */
@Component
@Order(1)
final class RateFilter implements WebFilter {
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final RateLimits limits;

    RateFilter(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Caller caller = exchange.getAttribute(Caller.ATTRIBUTE);
        ServerHttpRequest request = exchange.getRequest();
        if (caller == null || caller.isAdmin() || ApiPaths.isStream(request)) {
            return chain.filter(exchange);
        }
        var kind = READS.contains(request.getMethod()) ? RateLimits.Kind.READ : RateLimits.Kind.WRITE;
        return limits.take(caller.keyId(), kind)
                .<Mono<Void>>map(wait -> Mono.error(ApiProblem.rateLimited(wait)))
                .orElseGet(() -> chain.filter(exchange));
    }
}

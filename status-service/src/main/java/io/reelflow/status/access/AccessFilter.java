package io.reelflow.status.access;

import io.reelflow.status.ApiProblem;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets nobody into the API without a key, shown as a bearer or through the page's session. */
@Component
@Order(0)
final class AccessFilter implements WebFilter {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final List<String> GUARDED = List.of("/api/", "/jobs/", "/process/", "/ws/");
    private static final String BEARER = "Bearer ";

    private final AccessKeys keys;
    private final Sessions sessions;

    AccessFilter(AccessKeys keys, Sessions sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!isGuarded(request.getPath().value()) || isSignIn(request)) {
            return chain.filter(exchange);
        }
        return Mono.fromSupplier(() -> caller(request)).flatMap(caller -> {
            exchange.getAttributes().put(Caller.ATTRIBUTE, caller);
            return chain.filter(exchange);
        });
    }

    private static boolean isGuarded(String path) {
        return path.equals("/progress") || GUARDED.stream().anyMatch(path::startsWith);
    }

    private static boolean isSignIn(ServerHttpRequest request) {
        return request.getPath().value().equals("/api/v1/session")
                && !request.getMethod().equals(HttpMethod.GET);
    }

    private Caller caller(ServerHttpRequest request) {
        String authorization = request.getHeaders().getFirst("Authorization");
        if (authorization != null) {
            return Optional.of(authorization)
                    .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                    .flatMap(text -> keys.find(text.substring(BEARER.length()).strip(), false))
                    .orElseThrow(() -> unauthorized("This API key is not known"));
        }
        Caller caller =
                sessions.find(request).orElseThrow(() -> unauthorized("Show an API key: Authorization: Bearer KEY"));
        if (!SAFE.contains(request.getMethod()) && !isSameOrigin(request)) {
            throw ApiProblem.forbidden("A session may only write from the page itself; elsewhere show an API key");
        }
        return caller;
    }

    /** SameSite does not tell ports apart; the Origin header, which every browser sends with a write, does. */
    private static boolean isSameOrigin(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        return origin != null && origin.equals(origin(request.getURI()));
    }

    private static @Nullable String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static ApiProblem unauthorized(String detail) {
        return new ApiProblem(HttpStatus.UNAUTHORIZED, "UNAUTHORIZED", detail);
    }
}

package io.reelflow.status.access;

import io.reelflow.status.ApiProblem;
import java.net.URI;
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

/** Lets nobody into the API without a key, shown as a bearer, through the page's session, or in a stream's token or a shared link. */
@Component
@Order(0)
final class AccessFilter implements WebFilter {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String BEARER = "Bearer ";

    private final AccessKeys keys;
    private final Sessions sessions;
    private final StreamTokens tokens;
    private final ShareLinks links;

    AccessFilter(AccessKeys keys, Sessions sessions, StreamTokens tokens, ShareLinks links) {
        this.keys = keys;
        this.sessions = sessions;
        this.tokens = tokens;
        this.links = links;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!ApiPaths.isApi(request) || ApiPaths.isSignIn(request)) {
            return chain.filter(exchange);
        }
        return found(request).flatMap(caller -> {
            exchange.getAttributes().put(Caller.ATTRIBUTE, caller);
            return chain.filter(exchange);
        });
    }

    /** Right after the start, a key that is not known waits until all are. */
    private Mono<Caller> found(ServerHttpRequest request) {
        Mono<Caller> found = Mono.fromSupplier(() -> caller(request));
        return keys.areAllRead()
                ? found
                : found.onErrorResume(
                        ApiProblem.class, error -> keys.allRead().then(Mono.fromSupplier(() -> caller(request))));
    }

    private Caller caller(ServerHttpRequest request) {
        String authorization = request.getHeaders().getFirst("Authorization");
        if (authorization != null) {
            return Optional.of(authorization)
                    .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                    .flatMap(text -> keys.find(text.substring(BEARER.length()).strip(), false))
                    .orElseThrow(() -> unauthorized("This API key is not known"));
        }
        String token = request.getQueryParams().getFirst("token");
        if (token != null && ApiPaths.isStream(request)) {
            return tokens.find(token)
                    .orElseThrow(() -> unauthorized("This token opens nothing: its time is over, or it is not ours"));
        }
        if (ShareLinks.isShared(request)) {
            return links.find(request)
                    .orElseThrow(() -> unauthorized("This link opens nothing: its time is over, or it is not ours"));
        }
        Caller caller =
                sessions.find(request).orElseThrow(() -> unauthorized("Show an API key: Authorization: Bearer KEY"));
        boolean isSafe = SAFE.contains(request.getMethod()) && !ApiPaths.isUpgrade(request);
        if (!isSafe && !isSameOrigin(request)) {
            throw ApiProblem.forbidden(
                    "A session may write and open WebSockets from the page only; elsewhere show an API key");
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

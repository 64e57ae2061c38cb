package io.reelflow.status.access;

import java.util.List;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** A body that is sent to the API says that it is JSON; those of uploads go by PUT and are what they are. */
@Component
@Order(2)
final class BodyTypes implements WebFilter {
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.POST, HttpMethod.PATCH);
    private static final List<MediaType> JSON =
            List.of(MediaType.APPLICATION_JSON, new MediaType("application", "*+json"), MediaType.APPLICATION_NDJSON);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!ApiPaths.isApi(request) || !METHODS.contains(request.getMethod()) || !hasBody(request)) {
            return chain.filter(exchange);
        }
        try {
            MediaType type = request.getHeaders().getContentType();
            return type != null && JSON.stream().anyMatch(json -> json.includes(type))
                    ? chain.filter(exchange)
                    : Mono.error(new UnsupportedMediaTypeStatusException(type, JSON));
        } catch (InvalidMediaTypeException e) {
            return Mono.error(new UnsupportedMediaTypeStatusException("the Content-Type is not one", JSON));
        }
    }

    private static boolean hasBody(ServerHttpRequest request) {
        return request.getHeaders().getContentLength() > 0
                || request.getHeaders().getFirst("Transfer-Encoding") != null;
    }
}

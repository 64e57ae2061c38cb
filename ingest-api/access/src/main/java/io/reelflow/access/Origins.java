package io.reelflow.access;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

/** The web pages elsewhere whose scripts may read the answers: {@code REELFLOW_CORS_ORIGINS}. */
public final class Origins {
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#\\s,]+|\\*");
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private Origins() {}

    /**
     * The origins of a list with commas between.
     *
     * @throws IllegalArgumentException one is not {@code scheme://host[:port]} or {@code *}
     */
    public static List<String> parse(String list) {
        List<String> origins = Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException("REELFLOW_CORS_ORIGINS is \"" + list + "\": \"" + origin
                        + "\" must be http(s)://HOST[:PORT], or *");
            }
        }
        return origins;
    }

    /**
     * Answers preflights, which need no key, and names the origin in other answers. A call of an unlisted origin goes on
     * without: its browser keeps the answer from it.
     */
    public static WebFilter filter(List<String> origins, Predicate<ServerWebExchange> concerned) {
        var rules = new CorsConfiguration();
        rules.setAllowedOrigins(origins);
        rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        rules.setAllowedHeaders(List.of(
                "Authorization",
                "Content-Type",
                "Idempotency-Key",
                "If-Match",
                "If-None-Match",
                "Last-Event-ID",
                "Range"));
        rules.setExposedHeaders(List.of(
                "ETag", "Location", "Retry-After", "Content-Range", "Content-Disposition", "X-Reelflow-Position"));
        rules.setMaxAge(REMEMBERED);
        return new CorsWebFilter(exchange -> concerned.test(exchange) ? rules : null, new Processor());
    }

    private static final class Processor extends DefaultCorsProcessor {
        @Override
        public boolean process(@Nullable CorsConfiguration rules, ServerWebExchange exchange) {
            boolean isListed = rules != null
                    && rules.checkOrigin(exchange.getRequest().getHeaders().getOrigin()) != null;
            return (!isListed && !CorsUtils.isPreFlightRequest(exchange.getRequest()))
                    || super.process(rules, exchange);
        }

        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "This origin, method or header is not allowed");
        }
    }
}

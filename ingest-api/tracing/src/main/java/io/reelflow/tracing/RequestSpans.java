package io.reelflow.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * A span for each request, inside the client's own where it sends {@code traceparent}. The handler finds the context for
 * a job it accepts, and our own HTTP client the one to send on.
 */
public final class RequestSpans implements WebFilter {
    private static final String KEY = RequestSpans.class.getName();
    private static final Pattern JOB = Pattern.compile(".*/jobs/([0-9a-f-]{36})");

    private final Tracing tracing;
    private final Clock clock;
    private final Predicate<ServerWebExchange> concerned;

    private RequestSpans(Tracing tracing, Clock clock, Predicate<ServerWebExchange> concerned) {
        this.tracing = tracing;
        this.clock = clock;
        this.concerned = concerned;
    }

    /** One that only passes on where nothing is traced. */
    public static WebFilter filter(Tracing tracing, Clock clock, Predicate<ServerWebExchange> concerned) {
        return tracing.isOn()
                ? new RequestSpans(tracing, clock, concerned)
                : (exchange, chain) -> chain.filter(exchange);
    }

    /** What a job that this request asks for is to carry; null where nothing is traced. */
    public static @Nullable String traceparent(ServerWebExchange exchange) {
        return exchange.getAttribute(KEY);
    }

    /** What a request made on behalf of this one is to send as its {@code traceparent}; null where nothing is traced. */
    public static @Nullable String traceparent(ContextView context) {
        return context.getOrDefault(KEY, null);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!concerned.test(exchange)) {
            return chain.filter(exchange);
        }
        SpanContext parent =
                TraceContexts.read(exchange.getRequest().getHeaders().getFirst(TraceContexts.TRACEPARENT));
        SpanContext self = tracing.inside(parent);
        String sent = TraceContexts.write(self);
        exchange.getAttributes().put(KEY, sent);
        Instant begin = clock.instant();
        Runnable over = () -> tell(exchange, self, parent, begin, null);
        return chain.filter(exchange)
                .doOnSuccess(done -> over.run())
                // What the client is told of an error is known once it is told.
                .doOnError(error -> exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(over)))
                .doOnCancel(() -> tell(exchange, self, parent, begin, "The client has gone"))
                .contextWrite(context -> context.put(KEY, sent));
    }

    private void tell(
            ServerWebExchange exchange,
            SpanContext self,
            @Nullable SpanContext parent,
            Instant begin,
            @Nullable String problem) {
        String method = exchange.getRequest().getMethod().name();
        Object route = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        AttributesBuilder told = Attributes.builder()
                .put("http.request.method", method)
                .put("url.path", exchange.getRequest().getPath().value());
        if (route != null) {
            told.put("http.route", route.toString());
        }
        int code = status == null ? 200 : status.value();
        told.put("http.response.status_code", code);
        String location = exchange.getResponse().getHeaders().getFirst("Location");
        Matcher job = JOB.matcher(location == null ? "" : location);
        if (job.matches()) {
            told.put("reelflow.job.id", job.group(1));
        }
        String error = problem == null && code >= 500 ? "HTTP " + code : problem;
        String name = route == null ? method : method + " " + route;
        tracing.tell(self, parent, SpanKind.SERVER, name, begin, clock.instant(), told.build(), error);
    }
}

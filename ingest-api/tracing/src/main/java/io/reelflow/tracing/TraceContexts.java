package io.reelflow.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** W3C trace contexts, and ids that the same name always gives: a span that is told twice is the same span. */
final class TraceContexts {
    static final String TRACEPARENT = "traceparent";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Map<String, String>> READER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private TraceContexts() {}

    /** Null where there is none, or none that can be read. */
    static @Nullable SpanContext read(@Nullable String traceparent) {
        if (traceparent == null) {
            return null;
        }
        SpanContext found = Span.fromContext(W3C.extract(Context.root(), Map.of(TRACEPARENT, traceparent), READER))
                .getSpanContext();
        return found.isValid() ? found : null;
    }

    /** As a header has it. */
    static String write(SpanContext context) {
        var carrier = new HashMap<String, String>();
        W3C.inject(Context.root().with(Span.wrap(context)), carrier, (map, key, value) -> {
            if (map != null) {
                map.put(key, value);
            }
        });
        return carrier.getOrDefault(TRACEPARENT, "");
    }

    static SpanContext of(String traceId, String spanId, boolean sampled) {
        return SpanContext.create(
                traceId, spanId, sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(), TraceState.getDefault());
    }

    /** The span of that name in the trace of another. */
    static SpanContext named(SpanContext of, Object... name) {
        byte[] text = List.of(name).toString().getBytes(StandardCharsets.UTF_8);
        long id = UUID.nameUUIDFromBytes(text).getLeastSignificantBits();
        return of(of.getTraceId(), SpanId.fromLong(id), of.isSampled());
    }
}

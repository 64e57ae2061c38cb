package io.reelflow.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.IdGenerator;

/** Ids of the span that this thread starts next: the SDK asks here, and nowhere else can they be said. */
final class GivenIds implements IdGenerator {
    private final ThreadLocal<SpanContext> next = ThreadLocal.withInitial(SpanContext::getInvalid);

    void next(SpanContext context) {
        next.set(context);
    }

    @Override
    public String generateSpanId() {
        return next.get().getSpanId();
    }

    @Override
    public String generateTraceId() {
        return next.get().getTraceId();
    }
}

package io.reelflow.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.reelflow.schemas.job.Job;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Spans that are told when they are over, with ids that were known before: a job's outlives every process that works on
 * it. Off, it does nothing. What the collector does not take in time is dropped; nobody waits for it.
 */
public final class Tracing implements AutoCloseable {
    private static final int QUEUE = 1 << 16;
    private static final Duration LONGEST_END = Duration.ofSeconds(3);

    private final @Nullable SdkTracerProvider provider;
    private final Tracer tracer;
    private final GivenIds ids = new GivenIds();
    private final Sampler sampler;

    private Tracing(@Nullable SpanProcessor out, double ratio, String service) {
        this.sampler = Sampler.traceIdRatioBased(ratio);
        if (out == null) {
            this.provider = null;
            this.tracer = io.opentelemetry.api.trace.TracerProvider.noop().get(service);
            return;
        }
        this.provider = SdkTracerProvider.builder()
                .addSpanProcessor(out)
                .setIdGenerator(ids)
                .setSampler(Sampler.alwaysOn()) // whoever tells a span has asked before
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", service)
                                .put("service.namespace", "reelflow")
                                .build())))
                .build();
        this.tracer = provider.get("io.reelflow");
    }

    /** @param service as it is named in traces */
    public static Tracing of(TracingSettings settings, String service) {
        URI endpoint = settings.endpoint();
        return new Tracing(endpoint == null ? null : sender(endpoint), settings.ratio(), service);
    }

    /** For tests: spans go there. */
    public static Tracing to(SpanProcessor out, String service) {
        return new Tracing(out, 1, service);
    }

    private static SpanProcessor sender(URI endpoint) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint + "/v1/traces")
                .setTimeout(Duration.ofSeconds(5))
                .build();
        return BatchSpanProcessor.builder(exporter)
                .setMaxQueueSize(QUEUE)
                .setMaxExportBatchSize(2048)
                .setScheduleDelay(Duration.ofSeconds(1))
                .build();
    }

    public boolean isOn() {
        return provider != null;
    }

    /** A span of its own inside another one; of a trace of its own where there is none. */
    SpanContext inside(@Nullable SpanContext parent) {
        String span = IdGenerator.random().generateSpanId();
        if (parent != null) {
            return TraceContexts.of(parent.getTraceId(), span, parent.isSampled());
        }
        String trace = IdGenerator.random().generateTraceId();
        return TraceContexts.of(trace, span, isKept(trace));
    }

    /** What a job's spans hang on: the request's span, or null where the trace is the job's own. */
    static @Nullable SpanContext request(Job job) {
        return TraceContexts.read(job.traceparent());
    }

    /** The span of one run of a job, the same in every process. */
    public SpanContext job(Job job, int run) {
        SpanContext request = request(job);
        String trace = job.traceId();
        SpanContext any = request != null ? request : TraceContexts.of(trace, "0000000000000001", isKept(trace));
        return TraceContexts.named(any, "job", job.jobId(), run);
    }

    private boolean isKept(String trace) {
        return sampler.shouldSample(Context.root(), trace, "", SpanKind.INTERNAL, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }

    /**
     * Tells a span that is over.
     *
     * @param self its ids; where they are not sampled nothing is told
     * @param parent null for the first of its trace
     * @param error why it failed; null where it did not
     */
    void tell(
            SpanContext self,
            @Nullable SpanContext parent,
            SpanKind kind,
            String name,
            Instant begin,
            Instant end,
            Attributes attributes,
            @Nullable String error) {
        if (!isOn() || !self.isSampled()) {
            return;
        }
        ids.next(self);
        SpanBuilder builder = tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setStartTimestamp(begin)
                .setAllAttributes(attributes);
        Span span = (parent == null
                        ? builder.setNoParent()
                        : builder.setParent(Context.root().with(Span.wrap(parent))))
                .startSpan();
        if (error != null) {
            span.setStatus(StatusCode.ERROR, error);
        }
        span.end(end.isBefore(begin) ? begin : end);
    }

    /** What was told is sent, if the collector takes it in three seconds. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}

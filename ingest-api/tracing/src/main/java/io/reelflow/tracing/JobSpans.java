package io.reelflow.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.StageRun;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one run of one job, made of what its events say: {@code job} with, inside it, {@code wait} and
 * {@code attempt}, with its stages, {@code read-model}, {@code deliver}.
 */
public final class JobSpans {
    private final Tracing tracing;
    private final Job job;
    private final int run;
    private final SpanContext whole;

    /** @param run counted from 0; a retry by hand begins another one */
    public JobSpans(Tracing tracing, Job job, int run) {
        this.tracing = tracing;
        this.job = job;
        this.run = run;
        this.whole = tracing.job(job, run);
    }

    public void job(Instant begin, Instant end, String outcome, @Nullable Failure error) {
        AttributesBuilder told = common().put("reelflow.job.type", job.jobType().word())
                .put("reelflow.job.outcome", outcome)
                .put("reelflow.job.run", run)
                .put("reelflow.job.dry_run", job.dryRun())
                .put("reelflow.video.id", job.videoId());
        tracing.tell(
                whole,
                Tracing.request(job),
                SpanKind.CONSUMER,
                "job " + job.jobType().word(),
                begin,
                end,
                failed(told, error).build(),
                reason(error));
    }

    /** From its line to its room. */
    public void waited(int attempt, Instant begin, Instant end) {
        inner(
                whole,
                TraceContexts.named(whole, "wait", job.jobId(), attempt, end),
                "wait",
                begin,
                end,
                common().put("reelflow.attempt", attempt).put("reelflow.job.priority", job.priority()));
    }

    public void attempt(int attempt, Instant begin, Instant end, @Nullable Failure error) {
        AttributesBuilder told = failed(common().put("reelflow.attempt", attempt), error);
        tracing.tell(attempt(attempt), whole, SpanKind.INTERNAL, "attempt", begin, end, told.build(), reason(error));
    }

    /** Of an event that ends a stage, or a part of one. */
    public void stage(JobEvent ended) {
        StageRun took = ended.stageRun();
        var stage = ended.stage();
        if (took == null || stage == null) {
            return;
        }
        AttributesBuilder told = failed(common().put("reelflow.attempt", ended.attempt()), ended.error())
                .put("reelflow.stage", stage.word())
                .put("reelflow.stage.reused", took.reused())
                .put("reelflow.stage.version", took.version());
        if (ended.part() != null) {
            told.put("reelflow.stage.part", (long) ended.part());
        }
        if (took.cpuSeconds() != null) {
            told.put("reelflow.stage.cpu_seconds", took.cpuSeconds());
        }
        if (took.bytes() != null) {
            told.put("reelflow.stage.bytes", took.bytes());
        }
        if (took.model() != null) {
            told.put("reelflow.stage.model", took.model());
        }
        Duration length = Duration.ofNanos((long) (1e9 * took.seconds()));
        SpanContext self = TraceContexts.named(whole, ended.eventId());
        SpanContext parent = attempt(ended.attempt());
        tracing.tell(
                self,
                parent,
                SpanKind.INTERNAL,
                stage.word(),
                ended.time().minus(length),
                ended.time(),
                told.build(),
                reason(ended.error()));
    }

    /** From the job's end to the moment at which the tables have it. */
    public void readModel(Instant begin, Instant end) {
        inner(whole, TraceContexts.named(whole, "read-model", job.jobId(), begin), "read-model", begin, end, common());
    }

    /** From the job's end to the moment at which a client's connection has it. */
    public void delivered(String event, Instant begin, Instant end) {
        inner(whole, tracing.inside(whole), "deliver " + event, begin, end, common());
    }

    private void inner(
            SpanContext parent, SpanContext self, String name, Instant begin, Instant end, AttributesBuilder told) {
        tracing.tell(self, parent, SpanKind.INTERNAL, name, begin, end, told.build(), null);
    }

    private SpanContext attempt(int number) {
        return TraceContexts.named(whole, "attempt", job.jobId(), number);
    }

    private AttributesBuilder common() {
        return Attributes.builder().put("reelflow.job.id", job.jobId());
    }

    private static AttributesBuilder failed(AttributesBuilder told, @Nullable Failure error) {
        return error == null ? told : told.put("error.type", error.code().name());
    }

    private static @Nullable String reason(@Nullable Failure error) {
        return error == null ? null : error.code() + ": " + error.message();
    }
}

package io.reelflow.ingest.submission;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelflow.ingest.command.CommandLog;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobType;
import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Lines that were read together: answered together, in order, once each of them is safe or refused. */
final class SentLines {
    private final long first;
    private final @Nullable Job[] jobs;
    private final BatchAnswer.@Nullable Refusal[] errors;
    private final AtomicInteger open;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** @param first number of the first line */
    SentLines(long first, int count) {
        this.first = first;
        this.jobs = new Job[count];
        this.errors = new BatchAnswer.Refusal[count];
        this.open = new AtomicInteger(count);
    }

    /** It is on its way: {@link #acknowledged} says how that went. */
    void sent(int index, Job job) {
        jobs[index] = job;
    }

    void refused(int index, BatchAnswer.Refusal error) {
        errors[index] = error;
        answered();
    }

    /** @param error null where it is safe */
    void acknowledged(int index, @Nullable Exception error) {
        if (error != null) {
            errors[index] = BatchAnswer.Refusal.of(CommandLog.unanswered());
        }
        answered();
    }

    // What the callers have written before is seen by whoever counts down last.
    private void answered() {
        if (open.decrementAndGet() == 0) {
            done.complete(null);
        }
    }

    /** NDJSON, once all of it is known. */
    Mono<byte[]> answers(MeterRegistry metrics) {
        return Mono.fromFuture(done, true).then(Mono.fromCallable(() -> {
            count(metrics);
            return written();
        }));
    }

    private byte[] written() {
        var out = new ByteArrayOutputStream(jobs.length * 96);
        for (int i = 0; i < jobs.length; i++) {
            Job job = jobs[i];
            BatchAnswer.Refusal error = errors[i];
            out.writeBytes(Json.bytes(
                    error != null || job == null
                            ? BatchAnswer.refused(first + i, error)
                            : BatchAnswer.accepted(first + i, job.jobId())));
            out.write('\n');
        }
        return out.toByteArray();
    }

    private void count(MeterRegistry metrics) {
        Map<JobType, Integer> accepted = new EnumMap<>(JobType.class);
        for (int i = 0; i < jobs.length; i++) {
            Job job = jobs[i];
            if (job != null && errors[i] == null) {
                accepted.merge(job.jobType(), 1, Integer::sum);
            }
        }
        accepted.forEach((type, count) -> metrics.counter("reelflow.commands.accepted", "job_type", type.word())
                .increment(count));
    }
}

package io.reelflow.bench.live;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Stage;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Says what a dataflow would say of jobs, at a pace of ours: dry ones, that no dataflow knows of. */
final class Feed implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    /**
     * An event in the log.
     *
     * @param sentNanos {@link System#nanoTime()} just before it was handed to the producer
     */
    record Appended(JobEvent event, long offset, long sentNanos) {}

    Feed(String kafka) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    static Job job() {
        String id = UUID.randomUUID().toString();
        return new Job(
                id,
                "dry-" + id.replace("-", "").substring(0, 12),
                SourceKind.WEB,
                "https://example.org/bench/" + id,
                null,
                JobType.FULL_PROCESSING,
                5,
                "bench",
                JobOptions.DEFAULTS,
                true,
                Instant.now(),
                null,
                null);
    }

    static JobEvent of(Job job, JobEventType type) {
        return JobEvent.of(job, type, 1, Instant.now(), message(type));
    }

    private static String message(JobEventType type) {
        return "bench: " + type.word();
    }

    /** A stage begins. */
    static JobEvent of(Job job, Stage stage) {
        return of(job, JobEventType.STAGE_STARTED, stage, null);
    }

    /** @param progress of the stage, 0.0–1.0; null where it says none */
    static JobEvent of(Job job, JobEventType type, Stage stage, @Nullable Double progress) {
        return new JobEvent(
                UUID.randomUUID().toString(),
                JobEvent.VERSION,
                Instant.now(),
                job.jobId(),
                job.videoId(),
                type,
                1,
                stage,
                null,
                null,
                progress,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    CompletableFuture<Appended> send(JobEvent event) {
        var appended = new CompletableFuture<Appended>();
        byte[] bytes = Json.bytes(event);
        long sent = System.nanoTime();
        var unused = producer.send(new ProducerRecord<>(Topics.JOB_EVENTS, event.jobId(), bytes), (metadata, error) -> {
            if (error == null) {
                appended.complete(new Appended(event, metadata.offset(), sent));
            } else {
                appended.completeExceptionally(error);
            }
        });
        return appended;
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}

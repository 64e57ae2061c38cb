package io.reelflow.bench.stats;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says in the log what a dataflow would say of jobs that no dataflow knows of. */
public final class Moves implements AutoCloseable {
    private static final List<JobEventType> ENDS =
            List.of(JobEventType.COMPLETED, JobEventType.FAILED, JobEventType.CANCELLED, JobEventType.RETRY_SCHEDULED);

    private final KafkaProducer<String, byte[]> producer;

    public Moves(String kafka) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka, ProducerConfig.LINGER_MS_CONFIG, 5),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** The number of jobs that have ended or wait for a retry after this, of so many that are told to begin. */
    public int tell(int jobs) {
        int ended = 0;
        for (int i = 0; i < jobs; i++) {
            Job job = job(i);
            send(JobEvent.of(job, JobEventType.QUEUED, 1, Instant.now(), "Waits for room"));
            if (i % 7 > 0) {
                send(JobEvent.of(job, JobEventType.STARTED, 1, Instant.now(), "Begins"));
            }
            if (i % 7 > 2) {
                send(end(job, ENDS.get(i % 7 - 3)));
                ended++;
            }
        }
        producer.flush();
        return ended;
    }

    private static JobEvent end(Job job, JobEventType type) {
        JobEvent event = JobEvent.of(job, type, 1, Instant.now().plusSeconds(5), "bench: " + type.word());
        boolean failed = type == JobEventType.FAILED || type == JobEventType.RETRY_SCHEDULED;
        return failed ? event.withError(Failure.of(ErrorCode.INTERNAL, "bench", Stage.DOWNLOADING)) : event;
    }

    private static Job job(int number) {
        String id = UUID.randomUUID().toString();
        return new Job(
                id,
                "moving-" + number,
                SourceKind.WEB,
                "https://example.org/moving/" + id,
                null,
                JobType.FULL_PROCESSING,
                5,
                "owner-" + number % 200,
                JobOptions.DEFAULTS,
                false,
                Instant.now(),
                null,
                null);
    }

    private void send(JobEvent event) {
        var unused = producer.send(new ProducerRecord<>(Topics.JOB_EVENTS, event.jobId(), Json.bytes(event)));
    }

    @Override
    public void close() {
        producer.close();
    }
}

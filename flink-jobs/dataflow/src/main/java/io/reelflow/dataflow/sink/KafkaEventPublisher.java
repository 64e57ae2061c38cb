package io.reelflow.dataflow.sink;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.WorkStop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Events and stops to Kafka by an idempotent producer. A broker that is away for a while costs nothing but time; an event that
 * could not be stored in the end fails the next checkpoint, and the dataflow goes back to the one before.
 */
public final class KafkaEventPublisher implements EventPublisher {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public KafkaEventPublisher(String bootstrapServers) {
        this(bootstrapServers, 32 << 20);
    }

    /** @param buffer bytes that wait for the broker; who publishes more waits for it, too */
    KafkaEventPublisher(String bootstrapServers, int buffer) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "reelflow-events",
                        ProducerConfig.LINGER_MS_CONFIG,
                        10,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        Math.min(64 * 1024, buffer / 2),
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        buffer,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        KafkaEnds.REQUEST_TIMEOUT_MILLIS,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(Duration.ofMinutes(10).toMillis())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void publish(JobEvent event) {
        send(Topics.JOB_EVENTS, event.jobId(), event);
    }

    @Override
    public void stop(WorkStop stop) {
        send(Topics.WORK_STOPS, stop.jobId(), stop);
    }

    @Override
    public void report(SourceReport report) {
        send(Topics.SOURCE_REPORTS, report.visit().source(), report);
    }

    @Override
    public void control(JobControl control) {
        send(Topics.JOB_CONTROLS, control.jobId(), control);
    }

    @Override
    public void command(JobCommand command) {
        send(Topics.JOB_COMMANDS_BULK, command.job().jobId(), command);
    }

    @Override
    public void flush() throws IOException {
        producer.flush();
        Exception problem = failure.getAndSet(null);
        if (problem != null) {
            throw new IOException("an event could not be stored", problem);
        }
    }

    private void send(String topic, String jobId, Object message) {
        byte[] key = jobId.getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(topic, key, Json.bytes(message));
        boolean interrupted = Thread.interrupted();
        try {
            while (!isTaken(record)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** False where an interrupt came between: whoever is stopped has often just then something to say. */
    private boolean isTaken(ProducerRecord<byte[], byte[]> record) {
        try {
            var unused = producer.send(record, (stored, problem) -> {
                if (problem != null) {
                    failure.set(problem);
                }
            });
        } catch (InterruptException e) {
            return false;
        } catch (RuntimeException e) {
            failure.set(e);
        }
        return true;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}

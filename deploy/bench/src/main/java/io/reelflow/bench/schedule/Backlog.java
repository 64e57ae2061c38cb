package io.reelflow.bench.schedule;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes what the ingest API would write, so that a long queue is there soon. */
public final class Backlog implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    public Backlog(String kafka) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Whether anything is let in. */
    public void pause(boolean paused) {
        var control =
                new IntakeControl(IntakeControl.VERSION, Instant.now(), IntakeControl.Scope.ALL, null, paused, "bench");
        send(Topics.INTAKE_CONTROLS, control.key(), control);
        producer.flush();
    }

    /** So many dry jobs of several owners and priorities, none of them 1. */
    void jobs(int count) {
        for (int i = 0; i < count; i++) {
            command(Topics.JOB_COMMANDS, "owner-" + i % 10, 2 + i % 8, null);
        }
        producer.flush();
    }

    /**
     * So many dry jobs of one owner, as a batch sends them; their ids.
     *
     * @param notBefore null for at once
     */
    public List<String> batch(String owner, int count, @Nullable Instant notBefore) {
        var ids = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            ids.add(command(Topics.JOB_COMMANDS_BULK, owner, 2 + i % 8, notBefore));
        }
        producer.flush();
        return ids;
    }

    private String command(String topic, String owner, int priority, @Nullable Instant notBefore) {
        String id = UUID.randomUUID().toString();
        var job = new Job(
                id,
                "dry-" + id.replace("-", "").substring(0, 12),
                SourceKind.WEB,
                "https://example.org/backlog/" + id,
                null,
                JobType.FULL_PROCESSING,
                priority,
                owner,
                JobOptions.DEFAULTS,
                true,
                Instant.now(),
                null,
                notBefore);
        send(topic, id, new JobCommand(UUID.randomUUID().toString(), JobCommand.VERSION, Instant.now(), job));
        return id;
    }

    private void send(String topic, String key, Object value) {
        var unused = producer.send(new ProducerRecord<>(topic, key, Json.bytes(value)));
    }

    @Override
    public void close() {
        producer.close();
    }
}

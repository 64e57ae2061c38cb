package io.reelflow.ingest.command;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobCommand;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes commands of batches to a topic of their own, through a producer of their own: large and compressed record
 * batches, which nothing interactive waits behind. As safe as {@link CommandLog}.
 */
public final class BulkLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BulkLog.class);

    /** How long a line may wait to be acknowledged: a broker that is busy with bulk takes longer than with one record. */
    private static final Duration DELIVERY = Duration.ofSeconds(15);

    private static final Duration REQUEST = Duration.ofSeconds(7);
    private static final Duration BLOCK = Duration.ofSeconds(3);
    private static final Duration END = Duration.ofSeconds(3);
    /** After a failure nothing is tried for so long: else each line of a file would wait for a broker that is away. */
    private static final Duration AWAY = Duration.ofSeconds(2);

    private static final int LINGER_MS = 10;
    private static final int BATCH_BYTES = 128 << 10;
    private static final int BUFFER_BYTES = 16 << 20;

    private final Producer<String, byte[]> producer;
    private volatile long away;
    private volatile boolean isAway;

    public BulkLog(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.ofEntries(
                        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "reelflow-ingest-bulk"),
                        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                        Map.entry(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS),
                        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES),
                        Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES),
                        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK.toMillis()),
                        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis()),
                        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis())),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /**
     * Waits while the buffer is full, which is what slows a sender that is faster than the broker.
     *
     * @param done called once, by any thread: with null when the record is safe, else with why it is not known to be
     */
    public void append(JobCommand command, Consumer<@Nullable Exception> done) {
        if (isAway && System.nanoTime() - away < AWAY.toNanos()) {
            done.accept(new TimeoutException("Kafka did not acknowledge a record a moment ago"));
            return;
        }
        isAway = false;
        try {
            var unused = producer.send(
                    new ProducerRecord<>(Topics.JOB_COMMANDS_BULK, command.job().jobId(), Json.bytes(command)),
                    (written, error) -> {
                        if (error != null) {
                            failed(error);
                        }
                        done.accept(error);
                    });
        } catch (KafkaException e) {
            failed(e);
            done.accept(e);
        }
    }

    private void failed(Exception error) {
        if (!isAway) {
            LOG.warn("A record of a batch was not acknowledged: {}", error.toString());
        }
        away = System.nanoTime();
        isAway = true;
    }

    @Override
    public void close() {
        producer.close(END);
    }
}

package io.reelflow.dataflow;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.WorkStop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Hears every stop of running work, beside the dataflow, on a thread of its own: a stop must not wait for a checkpoint
 * or behind an element. It begins an hour back, so that a process that was away knows what it missed, and again from
 * there after any trouble: a stop that comes twice does no harm.
 */
final class WorkStops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkStops.class);
    static final Duration LOOK_BACK = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final Clock clock;
    private final Consumer<WorkStop> stops;
    private final CountDownLatch closed = new CountDownLatch(1);

    private WorkStops(String bootstrapServers, Clock clock, Consumer<WorkStop> stops) {
        this.bootstrapServers = bootstrapServers;
        this.clock = clock;
        this.stops = stops;
    }

    /** Begins to listen; does not wait for the broker. */
    static WorkStops listen(String bootstrapServers, Clock clock, Consumer<WorkStop> stops) {
        WorkStops listener = new WorkStops(bootstrapServers, clock, stops);
        Thread thread = new Thread(listener::run, "reelflow-work-stops");
        thread.setDaemon(true);
        thread.start();
        return listener;
    }

    private void run() {
        try {
            do {
                try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                    hear(consumer);
                } catch (KafkaException e) {
                    LOG.warn("stops of running work can not be read now: {}", e.toString());
                }
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "reelflow-work-stops",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        Math.toIntExact(POLL.toMillis()),
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Returns when it is closed, or the topic is not there yet. */
    private void hear(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.WORK_STOPS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        seek(consumer, partitions);
        while (closed.getCount() > 0) {
            consumer.poll(POLL).forEach(this::hear);
        }
    }

    private void seek(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        // The ends first: what comes between the two questions is younger than both answers.
        Map<TopicPartition, Long> begin = new HashMap<>(consumer.endOffsets(partitions));
        long since = clock.instant().minus(LOOK_BACK).toEpochMilli();
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, since));
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(asked).entrySet()) {
            if (found.getValue() != null) {
                begin.put(found.getKey(), found.getValue().offset());
            }
        }
        begin.forEach(consumer::seek);
    }

    private void hear(ConsumerRecord<byte[], byte[]> message) {
        try {
            stops.accept(Json.read(message.value(), WorkStop.class));
        } catch (JacksonException e) {
            String text = new String(message.value(), StandardCharsets.UTF_8);
            LOG.warn("not a stop, passed over: {} at {}", text, message.offset());
        } catch (RuntimeException e) {
            LOG.error("a stop at {} could not be obeyed", message.offset(), e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

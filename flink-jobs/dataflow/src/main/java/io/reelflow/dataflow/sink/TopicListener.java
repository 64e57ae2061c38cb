package io.reelflow.dataflow.sink;

import io.reelflow.schemas.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Hears every message of a topic beside the dataflow, on a thread of its own: nothing there waits for a checkpoint or behind an
 * element. After any trouble it begins anew, so what it hears must do no harm when it comes twice.
 *
 * @param <M> record that the messages are
 */
public final class TopicListener<M> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicListener.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final String topic;
    private final Class<M> type;
    private final Start start;
    private final Consumer<M> heard;
    private final Runnable caughtUp;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Moves a consumer to where it begins. */
    @FunctionalInterface
    public interface Start {
        void seek(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions);
    }

    private TopicListener(
            String bootstrapServers, String topic, Class<M> type, Start start, Consumer<M> heard, Runnable caughtUp) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.type = type;
        this.start = start;
        this.heard = heard;
        this.caughtUp = caughtUp;
    }

    /**
     * Begins to listen; does not wait for the broker.
     *
     * @param heard is given each message that can be read; where it throws, the message is passed over and the error logged
     * @param caughtUp is called each time all has been heard that there was at the beginning
     */
    public static <M> TopicListener<M> listen(
            String bootstrapServers, String topic, Class<M> type, Start start, Consumer<M> heard, Runnable caughtUp) {
        TopicListener<M> listener = new TopicListener<>(bootstrapServers, topic, type, start, heard, caughtUp);
        Thread thread = new Thread(listener::run, "reelflow-" + topic);
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
                    LOG.warn("{} can not be read now: {}", topic, e.toString());
                }
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when it is closed, or the topic is not there yet. */
    private void hear(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        start.seek(consumer, partitions);
        boolean behind = true;
        while (closed.getCount() > 0) {
            if (behind
                    && partitions.stream().allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L))) {
                behind = false;
                caughtUp.run();
            }
            consumer.poll(POLL).forEach(this::hear);
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> message) {
        if (message.value() == null) {
            return;
        }
        try {
            heard.accept(Json.read(message.value(), type));
        } catch (JacksonException e) {
            LOG.error("not what {} holds, passed over at {}: {}", topic, message.offset(), e.getOriginalMessage());
        } catch (RuntimeException e) {
            LOG.error("{}: the message at {} could not be obeyed", topic, message.offset(), e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "reelflow-" + topic,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

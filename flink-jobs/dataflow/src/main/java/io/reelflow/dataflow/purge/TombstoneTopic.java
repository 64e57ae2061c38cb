package io.reelflow.dataflow.purge;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Tombstone;
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
 * Reads which videos were removed for good, all of it from the beginning and then on, beside the dataflow and on a thread of
 * its own. After any trouble it begins anew: a tombstone that is heard twice does no harm.
 */
public final class TombstoneTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TombstoneTopic.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final Tombstones tombstones;
    private final Consumer<Tombstone> heard;
    private final CountDownLatch closed = new CountDownLatch(1);

    private TombstoneTopic(String bootstrapServers, Tombstones tombstones, Consumer<Tombstone> heard) {
        this.bootstrapServers = bootstrapServers;
        this.tombstones = tombstones;
        this.heard = heard;
    }

    /**
     * Begins to read; does not wait for the broker.
     *
     * @param heard is given each
     */
    public static TombstoneTopic follow(String bootstrapServers, Tombstones tombstones, Consumer<Tombstone> heard) {
        TombstoneTopic topic = new TombstoneTopic(bootstrapServers, tombstones, heard);
        Thread thread = new Thread(topic::run, "reelflow-tombstones");
        thread.setDaemon(true);
        thread.start();
        return topic;
    }

    private void run() {
        try {
            do {
                try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                    read(consumer);
                } catch (KafkaException e) {
                    LOG.warn("which videos were removed can not be read now: {}", e.toString());
                }
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when it is closed, or the topic is not there yet. */
    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.VIDEO_TOMBSTONES).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean behind = true;
        while (closed.getCount() > 0) {
            if (behind
                    && partitions.stream().allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L))) {
                behind = false;
                tombstones.known();
            }
            consumer.poll(POLL).forEach(this::hear);
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> message) {
        if (message.value() == null) {
            return;
        }
        try {
            heard.accept(Json.read(message.value(), Tombstone.class));
        } catch (JacksonException e) {
            LOG.error("not a tombstone, passed over at {}: {}", message.offset(), e.getOriginalMessage());
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "reelflow-tombstones",
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

package io.reelflow.bench.client;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What happens to jobs from now on, out of the log itself: no service stands between. */
public final class EventLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<JobEvent> events;
    private final KafkaConsumer<String, byte[]> consumer;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::read, "event-log");

    /** @param events is told each, on one thread */
    public EventLog(String kafka, Consumer<JobEvent> events) {
        this.events = events;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.JOB_EVENTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // from here on, not from whenever the first poll is
    }

    /** Begins to tell. */
    public void start() {
        thread.start();
    }

    private void read() {
        while (stopping.getCount() > 0) {
            for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
                events.accept(Json.read(entry.value(), JobEvent.class));
            }
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        consumer.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.reelflow.status.job;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelflow.schemas.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the log into the tables, one batch and one transaction after another. Whatever fails is tried again, from the
 * position that the tables hold; nothing is skipped but a record that can never be read, and that one is kept.
 */
@Component
final class ReadModelConsumer implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ReadModelConsumer.class);

    /** A batch is handed over once it has as many; it has fewer than twice that. */
    private static final int BATCH = 1_000;

    /** Records a second from which on a batch is waited for. */
    private static final int BUSY = 1_000;

    /** How long, so that several events of a job are one move of its rows: chosen, not yet measured (decision 27). */
    private static final Duration LINGER = Duration.ofMillis(150);

    /** A batch then knows a job before it reads what happened to it; those of one partition stay in order. */
    private static final Comparator<ConsumerRecord<String, byte[]>> COMMANDS_FIRST =
            Comparator.comparing(each -> !each.topic().equals(Topics.JOB_COMMANDS));

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final JobLog log;
    private final ReadModelWriter writer;
    private final LogPositions positions;
    private final Counter records;
    private final Counter rejected;
    private final Counter failures;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private long lastBatch = System.nanoTime();
    private boolean busy;

    ReadModelConsumer(JobLog log, ReadModelWriter writer, LogPositions positions, MeterRegistry metrics) {
        this.log = log;
        this.writer = writer;
        this.positions = positions;
        this.records = metrics.counter("reelflow_read_model_records");
        this.rejected = metrics.counter("reelflow_read_model_rejected_records");
        this.failures = metrics.counter("reelflow_read_model_failures");
    }

    @Override
    public void start() {
        var started = new Thread(this::run, "read-model");
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        stopping.countDown();
        KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        Thread running = thread;
        if (running != null) {
            try {
                running.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        Thread running = thread;
        return running != null && running.isAlive();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        Duration pause = Duration.ofMillis(100);
        while (!isStopping()) {
            long before = (long) records.count();
            try {
                log.createTopics();
                read();
            } catch (WakeupException e) {
                LOG.debug("Woken up to stop");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                failures.increment();
                boolean progressed = records.count() > before;
                pause = progressed ? Duration.ofMillis(100) : min(pause.multipliedBy(2), LONGEST_PAUSE);
                LOG.warn("Reading the log into the tables failed; again in {} ms", pause.toMillis(), e);
                waitFor(pause);
            }
        }
    }

    private void read() {
        try (KafkaConsumer<String, byte[]> opened = log.consumer("status-read-model", BATCH)) {
            consumer = opened;
            List<TopicPartition> partitions = JobLog.partitions(opened);
            Map<TopicPartition, Long> at = writer.positions(partitions);
            opened.assign(partitions);
            at.forEach(opened::seek);
            positions.advance(at);
            while (!isStopping()) {
                at = next(opened, at);
            }
        } finally {
            consumer = null;
        }
    }

    private Map<TopicPartition, Long> next(KafkaConsumer<String, byte[]> opened, Map<TopicPartition, Long> from) {
        List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
        try {
            opened.poll(POLL).forEach(batch::add);
        } catch (OffsetOutOfRangeException e) {
            LOG.error("The log no longer holds {}: reading on from its beginning", e.offsetOutOfRangePartitions());
            failures.increment();
            opened.seekToBeginning(e.offsetOutOfRangePartitions().keySet());
            return from;
        }
        long until = lastBatch + LINGER.toNanos();
        while (busy && batch.size() < BATCH && until - System.nanoTime() > 0) {
            opened.poll(Duration.ofNanos(until - System.nanoTime())).forEach(batch::add);
        }
        var to = new HashMap<TopicPartition, Long>(from);
        from.keySet().forEach(each -> to.put(each, opened.position(each)));
        if (to.equals(from)) {
            return from;
        }
        long now = System.nanoTime();
        busy = batch.size() * 1e9 / (now - lastBatch) >= BUSY;
        lastBatch = now;
        batch.sort(COMMANDS_FIRST);
        write(batch, from, to);
        return to;
    }

    /** Writes all at once; where a value is refused by the database, halves, until the record at fault stands alone. */
    private void write(
            List<ConsumerRecord<String, byte[]>> batch, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        var readable = new ArrayList<LogRecord>(batch.size());
        String reason = null;
        try {
            for (ConsumerRecord<String, byte[]> each : batch) {
                readable.add(LogRecord.read(each));
            }
            writer.write(readable, from, to);
            records.increment(batch.size());
            positions.advance(to);
            return;
        } catch (LogRecord.Unreadable e) {
            reason = e.getMessage();
        } catch (RuntimeException e) {
            if (!isRefusedValue(e)) {
                throw e;
            }
            reason = String.valueOf(e.getMessage());
        }
        if (batch.size() == 1) {
            reject(batch.get(0), String.valueOf(reason), from, to);
            return;
        }
        int half = batch.size() / 2;
        Map<TopicPartition, Long> between = after(batch.subList(0, half), from);
        write(batch.subList(0, half), from, between);
        write(batch.subList(half, batch.size()), between, to);
    }

    private void reject(
            ConsumerRecord<String, byte[]> entry,
            String reason,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to) {
        LOG.error("Passed over {}-{}@{}: {}", entry.topic(), entry.partition(), entry.offset(), reason);
        writer.reject(entry, reason, from, to);
        rejected.increment();
        positions.advance(to);
    }

    private static Map<TopicPartition, Long> after(
            List<ConsumerRecord<String, byte[]>> batch, Map<TopicPartition, Long> from) {
        var to = new HashMap<>(from);
        batch.forEach(each -> to.put(new TopicPartition(each.topic(), each.partition()), each.offset() + 1));
        return to;
    }

    /** SQL states 22 (data exception) and 23 (constraint): the same value would be refused for ever. */
    private static boolean isRefusedValue(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void waitFor(Duration pause) {
        try {
            boolean stopped = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("Waited {}, stopping: {}", pause, stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}

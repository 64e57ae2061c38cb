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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the log into the tables, one batch and one transaction after another. Whatever fails is tried again, from the
 * position that the tables hold; nothing is skipped but a record that can never be read, and that one is kept.
 */
@Component
final class ReadModelConsumer extends LogReader {
    private static final Logger LOG = LoggerFactory.getLogger(ReadModelConsumer.class);

    /** A poll gives as many at most. */
    private static final int POLLED = 5_000;

    /** A batch is handed over once it has as many; it has fewer than {@link #POLLED} more. */
    private static final int BATCH = 25_000;

    /** Records a second from which on a batch is waited for. */
    private static final int BUSY = 1_000;

    /** How long, so that several events of a job are one move of its rows, which cost most (decision 42). */
    private static final Duration LINGER = Duration.ofMillis(250);

    /** The same while the tables are behind by this: nobody can tell, and a job is written fewer times (decision 55). */
    private static final Duration BEHIND = Duration.ofSeconds(1);

    /** While a batch is waited for: fetches are then few and large. */
    private static final Duration FETCH = Duration.ofMillis(50);

    /** A batch then knows a job before it reads what happened to it; those of one partition stay in order. */
    private static final Comparator<ConsumerRecord<String, byte[]>> COMMANDS_FIRST =
            Comparator.comparing(each -> !Topics.isOfCommands(each.topic()));

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ReadModelWriter writer;
    private final LogPositions positions;
    private final Counter records;
    private final Counter rejected;
    private final Counter failures;
    private long lastBatch = System.nanoTime();
    private boolean busy;
    private boolean behind;

    /** Up to {@link #BATCH}; fewer after a failure: a step that took too long would again. */
    private int most = BATCH;

    ReadModelConsumer(JobLog log, ReadModelWriter writer, LogPositions positions, MeterRegistry metrics) {
        super(log, "status-read-model", POLLED, LONGEST_PAUSE);
        this.writer = writer;
        this.positions = positions;
        this.records = metrics.counter("reelflow_read_model_records");
        this.rejected = metrics.counter("reelflow_read_model_rejected_records");
        this.failures = metrics.counter("reelflow_read_model_failures");
    }

    @Override
    protected void read(KafkaConsumer<String, byte[]> opened) throws InterruptedException {
        List<TopicPartition> partitions = JobLog.partitions(opened);
        Map<TopicPartition, Long> at = writer.positions(partitions);
        opened.assign(partitions);
        at.forEach(opened::seek);
        positions.advance(at);
        while (!isStopping()) {
            at = next(opened, at);
        }
    }

    @Override
    protected void failed() {
        failures.increment();
        most = Math.max(POLLED, most / 4);
        busy = false;
    }

    private Map<TopicPartition, Long> next(KafkaConsumer<String, byte[]> opened, Map<TopicPartition, Long> from)
            throws InterruptedException {
        List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
        try {
            opened.poll(POLL).forEach(batch::add);
        } catch (OffsetOutOfRangeException e) {
            LOG.error("The log no longer holds {}: reading on from its beginning", e.offsetOutOfRangePartitions());
            failures.increment();
            opened.seekToBeginning(e.offsetOutOfRangePartitions().keySet());
            return from;
        }
        if (busy) {
            gather(opened, batch);
        }
        var to = new HashMap<TopicPartition, Long>(from);
        from.keySet().forEach(each -> to.put(each, opened.position(each)));
        if (to.equals(from)) {
            return from;
        }
        long now = System.nanoTime();
        busy = batch.size() * 1e9 / (now - lastBatch) >= BUSY;
        lastBatch = now;
        behind = !batch.isEmpty() && System.currentTimeMillis() - batch.get(0).timestamp() > BEHIND.toMillis();
        batch.sort(COMMANDS_FIRST);
        write(batch, from, to);
        most = Math.min(BATCH, 2 * most);
        return to;
    }

    /** What is there is taken at once; for what is not, nobody waits beyond the time. */
    private void gather(KafkaConsumer<String, byte[]> opened, List<ConsumerRecord<String, byte[]>> batch)
            throws InterruptedException {
        long until = lastBatch + (behind ? BEHIND : LINGER).toNanos();
        int got = batch.size();
        while (batch.size() < most) {
            if (got < POLLED / 2 && (until - System.nanoTime() <= 0 || waitFor(FETCH))) {
                return;
            }
            int before = batch.size();
            opened.poll(got < POLLED / 2 ? Duration.ZERO : FETCH).forEach(batch::add);
            got = batch.size() - before;
        }
    }

    /** Writes all at once; where a value is refused by the database, halves, until the record at fault stands alone. */
    private void write(
            List<ConsumerRecord<String, byte[]>> batch, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        String reason;
        try {
            writer.write(() -> batch.stream().map(LogRecord::read).iterator(), from, to);
            records.increment(batch.size());
            positions.advance(to);
            return;
        } catch (LogRecord.Unreadable e) {
            reason = e.getMessage();
        } catch (RuntimeException e) {
            if (!isRefusedValue(e)) {
                throw e;
            }
            reason = e.getMessage();
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
}

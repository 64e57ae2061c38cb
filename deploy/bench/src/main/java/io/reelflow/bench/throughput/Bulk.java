package io.reelflow.bench.throughput;

import io.reelflow.local.home.Endpoints;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Dry jobs of one owner, written as the batch endpoint writes them, and what the tables say of them. */
final class Bulk implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final KafkaProducer<String, byte[]> producer;
    private final Connection tables;

    Bulk(String kafka, Endpoints.Postgres postgres) throws SQLException {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        64 * 1024,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        tables = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
    }

    /** Returns once the log has them all. */
    void send(String owner, int count) {
        for (int i = 0; i < count; i++) {
            String id = UUID.randomUUID().toString();
            var job = new Job(
                    id,
                    "dry-" + id.replace("-", "").substring(0, 12),
                    SourceKind.WEB,
                    "https://example.org/bulk/" + id,
                    null,
                    JobType.FULL_PROCESSING,
                    5,
                    owner,
                    JobOptions.DEFAULTS,
                    true,
                    Instant.now(),
                    null,
                    null);
            var command = new JobCommand(UUID.randomUUID().toString(), JobCommand.VERSION, Instant.now(), job);
            var unused = producer.send(new ProducerRecord<>(Topics.JOB_COMMANDS_BULK, id, Json.bytes(command)));
        }
        producer.flush();
    }

    /** Waits until the tables say that so many of the owner's jobs are completed; no longer than nothing moves. */
    void awaitCompleted(String owner, int count, Duration patience) throws SQLException, InterruptedException {
        long progress = System.nanoTime();
        long before = -1;
        for (long now = counted(owner); now < count; now = counted(owner)) {
            if (now != before) {
                before = now;
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > patience.toNanos()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    /** Rows of jobs that are completed. */
    long completed(String owner) throws SQLException {
        return number("SELECT count(*) FROM processing_jobs WHERE user_id = ? AND status = 'completed'", owner);
    }

    /** Events in the history of these jobs. */
    long events(String owner, String types) throws SQLException {
        return number("""
                SELECT count(*) FROM job_events JOIN processing_jobs USING (job_id)
                WHERE user_id = ? AND type LIKE '%s'
                """.formatted(types), owner);
    }

    /**
     * When jobs began and ended in the dataflow, however late the tables heard of it; seconds.
     *
     * @param jobsPerSecond from the first one that was asked for to the last end
     * @param waitMean from being asked for to the start
     * @param waitLate the same, of the slowest twentieth the quickest
     * @param runMean from the start to the end
     */
    record Times(long jobs, double jobsPerSecond, double waitMean, double waitLate, double runMean) {}

    Times times(String owner) throws SQLException {
        try (var statement = tables.prepareStatement("""
                SELECT count(*), count(*) / extract(epoch FROM max(completed_at) - min(created_at)),
                       avg(extract(epoch FROM started_at - created_at)),
                       percentile_disc(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM started_at - created_at)),
                       avg(extract(epoch FROM completed_at - started_at))
                FROM processing_jobs WHERE user_id = ? AND status = 'completed'
                """)) {
            statement.setString(1, owner);
            try (var row = statement.executeQuery()) {
                row.next();
                return new Times(
                        row.getLong(1), row.getDouble(2), row.getDouble(3), row.getDouble(4), row.getDouble(5));
            }
        }
    }

    private long counted(String owner) throws SQLException {
        return number(
                "SELECT coalesce(sum(jobs), 0) FROM job_counts WHERE scope = 'owner:' || ? AND status = 'completed'",
                owner);
    }

    private long number(String sql, String owner) throws SQLException {
        try (var statement = tables.prepareStatement(sql)) {
            statement.setString(1, owner);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        producer.close();
        tables.close();
    }
}

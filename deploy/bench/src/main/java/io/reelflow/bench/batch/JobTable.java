package io.reelflow.bench.batch;

import io.reelflow.local.home.Endpoints;
import io.reelflow.schemas.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Jobs of one file as the tables have them. */
final class JobTable implements AutoCloseable {
    /** Without any progress. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Connection connection;
    private final String kafka;
    private final String prefix;

    /** @param prefix of the addresses of its jobs */
    JobTable(Endpoints endpoints, String prefix) throws SQLException {
        var postgres = endpoints.postgres();
        this.connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        this.kafka = endpoints.kafka();
        this.prefix = prefix;
    }

    /** Returns when all commands that are in the topic now are in the tables, or when nothing moves any more. */
    void awaitCommands() throws SQLException, InterruptedException {
        long wanted = commands();
        awaitProgress(() -> wanted
                - number(
                        "SELECT coalesce(sum(next_offset), 0) FROM consumer_positions WHERE topic = ?",
                        Topics.JOB_COMMANDS_BULK));
    }

    long count() throws SQLException {
        return number("SELECT count(*) FROM processing_jobs WHERE starts_with(url, ?)", prefix);
    }

    /** How many have not ended when nothing moves any more. */
    long awaitEnds() throws SQLException, InterruptedException {
        return awaitProgress(() -> number(
                "SELECT count(*) FROM processing_jobs WHERE starts_with(url, ?)"
                        + " AND status NOT IN ('completed', 'failed', 'cancelled')",
                prefix));
    }

    private interface Left {
        long now() throws SQLException;
    }

    private static long awaitProgress(Left left) throws SQLException, InterruptedException {
        long least = left.now();
        long progress = System.nanoTime();
        while (least > 0 && System.nanoTime() - progress < PATIENCE.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(500);
            long now = left.now();
            if (now < least) {
                least = now;
                progress = System.nanoTime();
            }
        }
        return least;
    }

    private long commands() {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.JOB_COMMANDS_BULK).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private long number(String query, String value) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

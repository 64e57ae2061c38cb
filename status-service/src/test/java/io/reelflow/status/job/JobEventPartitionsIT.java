package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.status.Database;
import io.reelflow.status.Scenes;
import io.reelflow.tracing.Tracing;
import io.reelflow.tracing.TracingSettings;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Events come and go by the day, whoever reads meanwhile. */
final class JobEventPartitionsIT {
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private static final TopicPartition PARTITION = new TopicPartition(Topics.JOB_EVENTS, 0);

    @TempDir
    static Path directory;

    @Test
    void daysGoWhenTheirTimeIsOverAndTheRestStaysWhole() throws Exception {
        try (var database = new Database(directory.resolve("postgres"))) {
            var source = new DriverManagerDataSource(database.url(), "postgres", "postgres");
            Flyway.configure().dataSource(source).load().migrate();
            JdbcClient jdbc = JdbcClient.create(source);
            JobEventPartitions early = partitions(jdbc, "2026-11-21T00:00:00Z");
            early.keepUp();
            assertThat(days(jdbc)).hasSize(8).startsWith("job_events_20261121").endsWith("job_events_20261128");
            write(source, job("long-ago", -3), job("first", 0), job("second", 2));
            assertThat(count(jdbc, "SELECT count(*) FROM job_events_other")).isEqualTo(2);

            JobEventPartitions late = partitions(jdbc, "2026-11-24T12:00:00Z");
            try (var reader = DriverManager.getConnection(database.url(), "postgres", "postgres")) {
                reader.setAutoCommit(false);
                reader.createStatement().execute("SELECT count(*) FROM job_events");
                // Neither waits for the reader for long: it would keep all writers waiting behind it.
                late.keepUp();
                assertThat(days(jdbc)).hasSize(8);
                assertThat(count(jdbc, "SELECT count(*) FROM job_events_kept WHERE since = '2026-11-19'"))
                        .isEqualTo(1);
                reader.rollback();
            }
            late.keepUp();

            assertThat(days(jdbc)).hasSize(10).startsWith("job_events_20261122").endsWith("job_events_20261201");
            assertThat(count(jdbc, "SELECT count(*) FROM job_events WHERE occurred_at < '2026-11-22T00:00:00Z'"))
                    .isZero();
            assertThat(count(jdbc, "SELECT count(*) FROM job_events")).isEqualTo(2);
            assertThat(foldCheck(database)).isEqualTo(new FoldCheck.Result(3, 0, 2));
        }
    }

    private static JobEventPartitions partitions(JdbcClient jdbc, String now) {
        return new JobEventPartitions(jdbc, Clock.fixed(Instant.parse(now), ZoneOffset.UTC), 2);
    }

    private static Job job(String name, int day) {
        Job job = Scenes.job(name);
        return new Job(
                job.jobId(),
                job.videoId(),
                job.source(),
                job.url(),
                null,
                job.jobType(),
                5,
                job.userId(),
                job.options(),
                false,
                BEGIN.plusSeconds(86_400L * day),
                null,
                null);
    }

    private static void write(DriverManagerDataSource source, Job... jobs) {
        var writer = new ReadModelWriter(
                new JdbcTemplate(source),
                new TransactionTemplate(new JdbcTransactionManager(source)),
                new JobMeters(new SimpleMeterRegistry()),
                new JobTraces(Tracing.of(TracingSettings.OFF, "test"), Clock.systemUTC()));
        var records = new ArrayList<LogRecord>();
        for (int i = 0; i < jobs.length; i++) {
            Job job = jobs[i];
            long offset = 2L * i;
            JobEvent asked = JobEvent.of(job, JobEventType.QUEUED, 1, job.createdAt(), "Waits for room");
            records.add(new LogRecord(Topics.JOB_EVENTS, 0, offset, asked, offset));
            JobEvent begun =
                    JobEvent.of(job, JobEventType.STARTED, 1, job.createdAt().plusSeconds(1), "Begins");
            records.add(new LogRecord(Topics.JOB_EVENTS, 0, offset + 1, begun, offset + 1));
        }
        writer.positions(List.of(PARTITION));
        writer.write(records, Map.of(PARTITION, 0L), Map.of(PARTITION, 6L));
    }

    private static List<String> days(JdbcClient jdbc) {
        return jdbc.sql(
                        "SELECT relname FROM pg_class WHERE relname ~ '^job_events_[0-9]{8}$' AND relkind = 'r' ORDER BY 1")
                .query(String.class)
                .list();
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static FoldCheck.Result foldCheck(Database database) throws Exception {
        try (var connection = DriverManager.getConnection(database.url(), "postgres", "postgres")) {
            return new FoldCheck(connection, line -> {}).run();
        }
    }
}

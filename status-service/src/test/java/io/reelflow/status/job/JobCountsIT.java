package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Database;
import io.reelflow.status.Scenes;
import io.reelflow.tracing.Tracing;
import io.reelflow.tracing.TracingSettings;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever happens to jobs, in whatever order and however often, the counts are those of the rows. */
final class JobCountsIT {
    private static final int JOBS = 300;
    private static final int EVENTS = 6_000;
    private static final List<String> OWNERS = List.of("alice", "bob", "all");
    private static final List<JobEventType> TYPES = List.of(JobEventType.values());
    private static final List<Stage> STAGES = List.of(Stage.DOWNLOADING, Stage.TRANSCRIBING, Stage.ANALYZING);
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private static final TopicPartition PARTITION = new TopicPartition(Topics.JOB_EVENTS, 0);

    @TempDir
    static Path directory;

    private static Database database;
    private static JdbcClient jdbc;
    private static JobStats stats;

    @BeforeAll
    static void start() throws Exception {
        database = new Database(directory.resolve("postgres"));
        var source = new DriverManagerDataSource(database.url(), "postgres", "postgres");
        Flyway.configure().dataSource(source).load().migrate();
        jdbc = JdbcClient.create(source);
        stats = new JobStats(jdbc);
        var writer = new ReadModelWriter(
                new JdbcTemplate(source),
                new TransactionTemplate(new JdbcTransactionManager(source)),
                new JobMeters(new SimpleMeterRegistry()),
                new JobTraces(Tracing.of(TracingSettings.OFF, "test"), Clock.systemUTC()));
        write(writer, records(new Random(20_261_121)), new Random(4));
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void theNumbersAreThoseOfAFullCount() {
        for (String owner : OWNERS) {
            compare(owner, false);
            compare(owner, true);
        }
        compare(null, false);
        compare(null, true);
        assertThat(stats.of("nobody", false).total()).isZero();
        assertThat(stats.of(null, false).total() + stats.of(null, true).total()).isEqualTo(JOBS);
    }

    @Test
    void theScenesHaveAllThatCouldUpsetACount() {
        assertThat(count("SELECT count(*) FROM processing_jobs WHERE manual_retries > 1"))
                .isPositive();
        assertThat(count("SELECT count(*) FROM processing_jobs WHERE dry_run")).isBetween(1L, JOBS - 1L);
        assertThat(count("SELECT count(DISTINCT status) FROM processing_jobs")).isEqualTo(7);
        assertThat(count("SELECT count(*) FROM job_events WHERE type = 'heartbeat'"))
                .isZero();
    }

    @Test
    void countedAnewTheyAreTheSame() {
        List<String> before = counts();
        jdbc.sql("SELECT recount_jobs()").query(row -> {});
        assertThat(before).hasSizeGreaterThan(50);
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void theRowsAreTheFoldOfTheirEvents() throws Exception {
        var told = new ArrayList<String>();
        assertThat(foldCheck(told)).isEqualTo(new FoldCheck.Result(JOBS, 0, 0));
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsNotTheFoldIsTold() throws Exception {
        List<String> ids = jdbc.sql(
                        "SELECT job_id::text FROM processing_jobs WHERE status = 'failed' ORDER BY 1 LIMIT 3")
                .query(String.class)
                .list();
        try (var connection = DriverManager.getConnection(database.url(), "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT * FROM processing_jobs WHERE job_id IN ('"
                    + String.join("', '", ids)
                    + "'); CREATE TABLE kept_events AS SELECT * FROM job_events WHERE job_id = '" + ids.get(2) + "'");
            statement.execute("UPDATE processing_jobs SET status = 'completed' WHERE job_id = '" + ids.get(0) + "'");
            statement.execute("DELETE FROM processing_jobs WHERE job_id = '" + ids.get(1) + "'");
            statement.execute("DELETE FROM job_events WHERE job_id = '" + ids.get(2) + "'");
            var told = new ArrayList<String>();
            assertThat(foldCheck(told)).isEqualTo(new FoldCheck.Result(JOBS - 1, 3, 0));
            assertThat(told)
                    .containsExactlyInAnyOrder(
                            ids.get(0) + ": status is completed, by the events failed",
                            ids.get(1) + ": has events and no row",
                            ids.get(2) + ": has a row and no events");
            statement.execute("DELETE FROM processing_jobs p USING kept k WHERE p.job_id = k.job_id;"
                    + " INSERT INTO processing_jobs SELECT * FROM kept; INSERT INTO job_events SELECT * FROM kept_events;"
                    + " DROP TABLE kept, kept_events");
        }
        assertThat(foldCheck(new ArrayList<>()).different()).isZero();
    }

    private static FoldCheck.Result foldCheck(List<String> told) throws Exception {
        try (var connection = DriverManager.getConnection(database.url(), "postgres", "postgres")) {
            return new FoldCheck(connection, told::add).run();
        }
    }

    private static void compare(@Nullable String owner, boolean dryRun) {
        JobStats.Numbers numbers = stats.of(owner, dryRun);
        Map<String, Object> counted =
                jdbc.sql("""
                        SELECT count(*) AS total,
                               count(*) FILTER (WHERE status = 'completed')  AS completed,
                               count(*) FILTER (WHERE status = 'failed')     AS failed,
                               count(*) FILTER (WHERE status = 'cancelled')  AS cancelled,
                               count(*) FILTER (WHERE status = 'pending')    AS pending,
                               count(*) FILTER (WHERE status = 'queued')     AS queued,
                               count(*) FILTER (WHERE status = 'processing') AS processing,
                               count(*) FILTER (WHERE status = 'retrying')   AS retrying,
                               avg(seconds) AS average,
                               percentile_disc(0.5)  WITHIN GROUP (ORDER BY seconds) AS p50,
                               percentile_disc(0.95) WITHIN GROUP (ORDER BY seconds) AS p95
                        FROM (SELECT status, CASE WHEN status = 'completed'
                                     THEN extract(epoch FROM completed_at - started_at)::double precision END AS seconds
                              FROM processing_jobs
                              WHERE dry_run = :dry AND (:owner::text IS NULL OR user_id = :owner)) jobs
                        """).param("dry", dryRun).param("owner", owner).query().singleRow();
        assertThat(List.of(
                        numbers.total(),
                        numbers.completed(),
                        numbers.failed(),
                        numbers.cancelled(),
                        numbers.pending(),
                        numbers.queued(),
                        numbers.processing(),
                        numbers.retrying()))
                .isEqualTo(List.of(
                        counted.get("total"),
                        counted.get("completed"),
                        counted.get("failed"),
                        counted.get("cancelled"),
                        counted.get("pending"),
                        counted.get("queued"),
                        counted.get("processing"),
                        counted.get("retrying")));
        near(numbers.avgProcessingTime(), counted.get("average"), 1e-6);
        near(numbers.p50ProcessingTime(), counted.get("p50"), 0.01);
        near(numbers.p95ProcessingTime(), counted.get("p95"), 0.01);
        long ended = numbers.completed() + numbers.failed();
        near(numbers.successRate(), ended == 0 ? null : (double) numbers.completed() / ended, 1e-9);
        assertThat(numbers.byStage()).isEqualTo(byStage(owner, dryRun));
    }

    private static void near(@Nullable Double actual, @Nullable Object counted, double share) {
        if (counted == null) {
            assertThat(actual).isNull();
        } else {
            double expected = ((Number) counted).doubleValue();
            assertThat(actual).isCloseTo(expected, within(share * expected));
        }
    }

    private static Map<String, Long> byStage(@Nullable String owner, boolean dryRun) {
        var found = new HashMap<String, Long>();
        jdbc.sql("""
                        SELECT stage, count(*) FROM processing_jobs
                        WHERE status = 'processing' AND dry_run = :dry AND (:owner::text IS NULL OR user_id = :owner)
                        GROUP BY stage
                        """).param("dry", dryRun).param("owner", owner).query(row -> {
            found.put(row.getString(1), row.getLong(2));
        });
        return found;
    }

    private static List<String> counts() {
        return jdbc.sql("""
                        SELECT c::text FROM job_counts c WHERE jobs <> 0
                        UNION ALL SELECT d::text FROM job_durations d WHERE jobs <> 0
                        UNION ALL SELECT e::text FROM job_ends e WHERE jobs <> 0
                        ORDER BY 1
                        """).query(String.class).list();
    }

    private static long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** In batches of any size; now and then the log is read again from some way back. */
    private static void write(ReadModelWriter writer, List<LogRecord> records, Random random) {
        writer.positions(List.of(PARTITION));
        long position = 0;
        int next = 0;
        while (next < records.size()) {
            int size = Math.min(1 + random.nextInt(200), records.size() - next);
            int from = random.nextInt(4) == 0 ? Math.max(0, next - random.nextInt(500)) : next;
            writer.write(
                    records.subList(from, next + size), Map.of(PARTITION, position), Map.of(PARTITION, position + 1));
            position++;
            next += size;
        }
    }

    private static List<LogRecord> records(Random random) {
        var records = new ArrayList<LogRecord>();
        var attempts = new int[JOBS];
        for (int i = 0; i < JOBS; i++) {
            Job job = job(i);
            if (i % 10 != 0) {
                records.add(new LogRecord(Topics.JOB_COMMANDS, 0, i, JobEvent.submitted(Scenes.command(job)), -1));
            }
        }
        for (int offset = 0; offset < EVENTS; offset++) {
            int i = random.nextInt(JOBS);
            records.add(
                    new LogRecord(Topics.JOB_EVENTS, 0, offset, event(job(i), i, attempts, offset, random), offset));
        }
        for (int i = 0; i < JOBS; i += 10) {
            records.add(
                    new LogRecord(Topics.JOB_COMMANDS, 0, JOBS + i, JobEvent.submitted(Scenes.command(job(i))), -1));
        }
        return records;
    }

    private static JobEvent event(Job job, int i, int[] attempts, int offset, Random random) {
        JobEventType type = TYPES.get(1 + random.nextInt(TYPES.size() - 1));
        boolean again = type == JobEventType.RETRY_REQUESTED || random.nextInt(8) == 0;
        attempts[i] = Math.max(1, attempts[i] + (again ? 1 : 0));
        Instant time = BEGIN.plusNanos(1_000_000L * offset + random.nextInt(1_000_000));
        JobEvent event = JobEvent.of(job, type, attempts[i], time, type.word());
        return switch (type) {
            case STAGE_STARTED, STAGE_PROGRESSED, STAGE_COMPLETED, STAGE_FAILED ->
                event.withError(Failure.of(ErrorCode.INTERNAL, "Random", STAGES.get(random.nextInt(STAGES.size()))));
            case FAILED -> event.withError(Failure.of(ErrorCode.INTERNAL, "Random", Stage.DOWNLOADING));
            default -> event;
        };
    }

    private static Job job(int i) {
        Job job = Scenes.job("counted-" + i, OWNERS.get(i % OWNERS.size()), Scenes.options(null));
        return new Job(
                job.jobId(),
                job.videoId(),
                job.source(),
                job.url(),
                job.youtubeUrl(),
                job.jobType(),
                job.priority(),
                job.userId(),
                job.options(),
                i % 7 == 0,
                job.createdAt(),
                job.channelId(),
                job.notBefore());
    }
}

package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

final class TablesIT {
    private static final Job JOB = Scenes.job("tables");

    @TempDir
    static Path directory;

    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        all.send(Scenes.command(JOB));
        all.send(Scenes.queued(JOB));
        all.send(JobEvent.of(JOB.withPriority(4), JobEventType.REPRIORITIZED, 1, Instant.now(), "Moved"));
        all.send(Scenes.story(JOB, 3, null));
        await().until(() -> all.json(Surroundings.ADMIN, "/api/v1/jobs/" + JOB.jobId())
                .path("status")
                .asString()
                .equals("completed"));
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void everyTableAndColumnSaysWhatItMeans() {
        List<String> silent = all.database.admin().sql("""
                        SELECT c.relname || coalesce('.' || a.attname, '')
                        FROM pg_class c
                        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                          AND c.relname <> 'flyway_schema_history'
                          AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL)
                        UNION ALL
                        SELECT relname FROM pg_class
                        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'r')
                          AND relname <> 'flyway_schema_history' AND obj_description(oid, 'pg_class') IS NULL
                        """).query(String.class).list();
        assertThat(silent).isEmpty();
    }

    @Test
    void oneQueryOfAnAnalystAnswersSecondsOfEachStageOfEachJob() {
        List<String> stages = analyst()
                .sql(
                        "SELECT stage FROM job_durations_by_stage WHERE job_id = ?::uuid AND seconds >= 2.5 ORDER BY stage")
                .param(JOB.jobId())
                .query(String.class)
                .list();
        assertThat(stages)
                .containsExactly(
                        "analyzing",
                        "downloading",
                        "extracting_audio",
                        "extracting_frames",
                        "finalizing",
                        "generating_clips",
                        "transcribing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "processing_jobs",
                "job_events",
                "stage_runs",
                "video_metadata",
                "transcriptions",
                "transcript_segments",
                "chapters",
                "comments",
                "slides",
                "clips",
                "job_durations_by_stage",
                "jobs_per_hour",
                "failure_reasons",
                "channel_progress",
                "current_transcriptions",
                "current_transcript_segments",
                "current_chapters",
                "current_comments",
                "current_slides",
                "current_clips"
            })
    void anAnalystReadsWholeTablesAndSeesNoSecretInThem(String table) {
        List<String> rows = analyst()
                .sql("SELECT t::text FROM " + table + " t")
                .query(String.class)
                .list();
        assertThat(rows).noneMatch(row -> row.contains("secret-token"));
    }

    @Test
    void nothingThatAnAnalystMayReadNamesAKeyOrAWebhook() {
        List<String> readable = analyst()
                .sql(
                        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
                                + " AND has_table_privilege(oid, 'SELECT')")
                .query(String.class)
                .list();
        assertThat(readable)
                .contains("processing_jobs", "channel_progress", "video_relationships", "job_events_kept")
                .doesNotContain("job_states", "rejected_records", "rate_buckets");
        for (String table : readable) {
            assertThat(analyst()
                            .sql("SELECT t::text FROM " + table + " t")
                            .query(String.class)
                            .list())
                    .as(table)
                    .noneMatch(row -> row.contains("secret-token")
                            || row.contains("webhook_url")
                            || row.contains(Surroundings.ADMIN)
                            || row.contains(Surroundings.READER));
        }
    }

    @Test
    void anEventThatChangesTheRequestKeepsIt() {
        assertThat(analyst()
                        .sql("SELECT event -> 'job' ->> 'priority' FROM job_events WHERE type = 'reprioritized'")
                        .query(String.class)
                        .list())
                .containsExactly("4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM job_states",
                "SELECT * FROM rejected_records",
                "SELECT rolpassword FROM pg_authid",
                "SELECT pg_read_file('/etc/passwd')",
                "COPY processing_jobs TO PROGRAM 'cat'",
                "SELECT drop_job_event_partitions('2026-01-01')",
                "UPDATE processing_jobs SET priority = 1",
                "DELETE FROM job_events",
                "INSERT INTO consumer_positions VALUES ('x', 0, 0)",
                "CREATE TABLE mine (a int)",
                "CREATE TEMPORARY TABLE mine (a int)",
                "SELECT create_job_event_partition('2030-01-01')"
            })
    void anAnalystChangesNothingAndReadsNoSecret(String sql) {
        assertThatThrownBy(() -> analyst()
                        .sql("SET default_transaction_read_only = off; " + sql)
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void anAnalystsQueryEndsAfterATimeAndConnectionsAreFew() {
        assertThat(analyst().sql("SHOW statement_timeout").query(String.class).single())
                .isEqualTo("30s");
        assertThat(all.database
                        .admin()
                        .sql("SELECT rolconnlimit FROM pg_roles WHERE rolname = 'analyst'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void eventsOfTodayLieInTodaysPartitionAndOldOnesInTheOther() {
        Job job = Scenes.job("today");
        all.send(Scenes.command(job));
        JobEvent now = JobEvent.of(job, JobEventType.STARTED, 1, Instant.now(), "Started today");
        all.send(now);
        all.send(Scenes.progressed(job, 1, Stage.DOWNLOADING, 0.5));
        await().until(() -> all.json(Surroundings.ADMIN, "/api/v1/jobs/" + job.jobId() + "/history")
                        .path("events")
                        .size()
                >= 2);
        String partition = all.database
                .admin()
                .sql("SELECT tableoid::regclass::text FROM job_events WHERE job_id = ?::uuid AND type = 'started'")
                .param(job.jobId())
                .query(String.class)
                .single();
        assertThat(partition).matches("job_events_\\d{8}");
    }

    @ParameterizedTest
    @CsvSource({"en,The hearts of forty people 1234,heart", "es,Los corazones de cuarenta personas 1234,corazón"})
    void transcriptsAreSearchedInTheirLanguageThroughTheIndex(String language, String text, String asked) {
        JdbcClient admin = all.database.admin();
        String job = Scenes.job("search-" + language).jobId();
        admin.sql("""
                        INSERT INTO transcript_segments (job_id, segment_index, video_id, start_seconds, end_seconds, language, text)
                        SELECT ?::uuid, i, 'search', i, i + 1, ?, CASE i WHEN 1234 THEN ? ELSE 'word' || i || ' and more' END
                        FROM generate_series(1, 4000) i
                        """).params(job, language, text).update();
        admin.sql("ANALYZE transcript_segments").update();
        String query = "SELECT segment_index FROM transcript_segments"
                + " WHERE tsv @@ websearch_to_tsquery(text_search_config(?), ?) AND language = ?";

        assertThat(analyst()
                        .sql(query)
                        .params(language, asked, language)
                        .query(Integer.class)
                        .list())
                .containsExactly(1234);
        assertThat(analyst()
                        .sql("EXPLAIN " + query)
                        .params(language, asked, language)
                        .query(String.class)
                        .list())
                .anyMatch(line -> line.contains("transcript_segments_tsv"));
        assertThat(admin.sql("DELETE FROM transcript_segments WHERE job_id = ?::uuid")
                        .param(job)
                        .update())
                .isEqualTo(4000);
    }

    private static JdbcClient analyst() {
        return all.database.as("analyst", Surroundings.ANALYST_PASSWORD);
    }
}

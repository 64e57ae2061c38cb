package io.reelflow.status.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A video that was removed for good: what is left of it, and what of it does not come back. */
final class PurgeIT {
    private static final int BEHIND = 40;
    /** Tables that nobody but the dataflow and the reader of the log writes. */
    private static final List<String> RESULTS = List.of(
            "processing_jobs", "job_events", "stage_runs", "video_metadata", "transcriptions", "clips", "comments");

    @TempDir
    static Path directory;

    private static Surroundings all;
    private static JdbcClient tables;

    private final List<JobControl> cancelled = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        tables = all.database.admin();
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @BeforeEach
    void dataflow() {
        all.ingest.dataflow = cancelled::add;
    }

    @Test
    void noTableHoldsARowOfItAndEveryTableOfVideosIsLookedAt() {
        Job done = done("https://www.youtube.com/watch?v=everyTable1", "full_processing");
        Job other = done("https://www.youtube.com/watch?v=anotherOne1", "full_processing");
        List<String> ofVideos = tables.sql("""
                        SELECT name::text FROM tables_of_videos() WHERE video_columns IS NOT NULL
                        ORDER BY (SELECT count(*) FROM pg_constraint WHERE conrelid = name AND contype = 'f')
                        """).query(String.class).list();
        // In one transaction: whoever works on relations meanwhile sees all of it or nothing.
        tables.sql(ofVideos.stream()
                        .flatMap(table -> Stream.of(insert(table, done, other), insert(table, other, done)))
                        .collect(Collectors.joining("; ")))
                .update();
        assertThat(ofVideos).containsAll(RESULTS);
        assertThat(rows("everyTable1").keySet()).containsAll(RESULTS);

        JsonNode answer = delete("everyTable1", Surroundings.SUBMITTER, 200);

        assertThat(answer.path("success").asBoolean()).isTrue();
        assertThat(answer.path("deleted").asBoolean()).isTrue();
        assertThat(answer.path("hard_delete").asBoolean()).isTrue();
        assertThat(answer.path("video_id").asString()).isEqualTo("everyTable1");
        assertThat(rows("everyTable1")).isEmpty();
        assertThat(rows("anotherOne1").keySet()).containsAll(RESULTS);
        assertThat(status("/api/v1/videos/everyTable1")).isEqualTo(404);
        assertThat(status("/api/v1/jobs/" + done.jobId())).isEqualTo(404);
        assertThat(status("/api/v1/jobs/" + done.jobId() + "/history")).isEqualTo(404);
        assertThat(status("/api/v1/jobs/" + done.jobId() + "/stream")).isEqualTo(404);
        countsAreRight();
    }

    @Test
    void whatRemainsNamesNeitherTheVideoNorItsAddress() {
        done("https://www.youtube.com/watch?v=auditLine11", "slides");
        String job = delete("auditLine11", Surroundings.SUBMITTER, 200)
                .path("job_id")
                .asString();

        await().until(() -> status("/api/v1/jobs/" + job) == 200);
        JsonNode purge = all.json(Surroundings.SUBMITTER, "/api/v1/jobs/" + job);
        assertThat(purge.path("job_type").asString()).isEqualTo("purge");
        assertThat(purge.path("video_id").asString())
                .isEqualTo("purged-" + ObjectKeys.hash("auditLine11").substring(0, 16));
        assertThat(purge.toString()).doesNotContain("auditLine11", "youtube.com");
        assertThat(tables.sql("SELECT video_hash FROM purged_videos WHERE purge_job_id = ?::uuid")
                        .param(job)
                        .query(String.class)
                        .single())
                .isEqualTo(ObjectKeys.hash("auditLine11"));
        assertThat(rows("auditLine11")).isEmpty();
        assertThat(status("/api/v1/videos/" + purge.path("video_id").asString()))
                .isEqualTo(404);
        assertThat(all.json(Surroundings.ADMIN, "/api/v1/videos").toString()).doesNotContain("purged-");
        JsonNode refused = Surroundings.json(
                all.client(Surroundings.SUBMITTER)
                        .post()
                        .uri("/api/v1/jobs/" + job + "/cancel")
                        .exchange(),
                409);
        assertThat(refused.path("code").asString()).isEqualTo("PURGE_GOES_ON");
        // A client whose answer was lost.
        assertThat(delete("auditLine11", Surroundings.SUBMITTER, 200)
                        .path("job_id")
                        .asString())
                .isEqualTo(job);
    }

    @Test
    void jobsThatHaveNotEndedAreCancelledAndWhatIsHeardOfThemLaterIsNotWritten() {
        Job runs = Scenes.youtube("https://www.youtube.com/watch?v=stillRuns11", "shorts");
        begin(runs);

        delete("stillRuns11", Surroundings.SUBMITTER, 200);

        assertThat(cancelled).extracting(JobControl::jobId).containsExactly(runs.jobId());
        all.send(Scenes.progressed(runs, 1, Stage.DOWNLOADING, 0.7));
        all.send(Scenes.stage(runs, 1, Stage.TRANSCRIBING, 3));
        all.send(JobEvent.of(runs, JobEventType.CANCELLED, 1, Instant.now(), "Cancelled"));
        all.send(Scenes.command(runs));
        caughtUp();
        fill("transcriptions", runs);
        fill("video_metadata", runs);
        assertThat(rows("stillRuns11")).isEmpty();
        assertThat(status("/api/v1/jobs/" + runs.jobId())).isEqualTo(404);
        countsAreRight();
    }

    @Test
    void aCommandThatIsReadLateIsOverAndOneOfAfterwardsIsAnotherJob() {
        done("https://www.youtube.com/watch?v=comesAgain1", "slides");
        delete("comesAgain1", Surroundings.SUBMITTER, 200);

        Job late = Scenes.youtube("https://www.youtube.com/watch?v=comesAgain1", "transcription");
        all.send(Scenes.queued(late));
        caughtUp();
        all.send(Scenes.command(late));
        caughtUp();
        assertThat(rows("comesAgain1")).isEmpty();
        all.send(Scenes.started(late, 1));
        caughtUp();
        assertThat(rows("comesAgain1")).isEmpty();
        countsAreRight();

        Job afterwards = later(late);
        all.send(new JobCommand(UUID.randomUUID().toString(), JobCommand.VERSION, afterwards.createdAt(), afterwards));
        all.send(List.of(Scenes.queued(afterwards), Scenes.started(afterwards, 1)));
        awaitStatus(afterwards, "processing");
        fill("transcriptions", afterwards);
        assertThat(rows("comesAgain1")).containsKeys("processing_jobs", "transcriptions");
        assertThat(status("/api/v1/videos/comesAgain1")).isEqualTo(200);
        // The purge looks again, and lets it be.
        Job purge = all.ingest.purges.get(all.ingest.purges.size() - 1);
        tables.sql("SELECT count(*) FROM purge_rows('comesAgain1', ?, ?::uuid, 'alice')")
                .params(purge.createdAt().atOffset(ZoneOffset.UTC), purge.jobId())
                .query(Long.class)
                .single();
        assertThat(rows("comesAgain1")).containsKeys("processing_jobs", "transcriptions");
    }

    @Test
    void onlyWhoMadeItAloneOrAnAdminRemovesIt() {
        done("https://www.youtube.com/watch?v=notForYou11", "slides");

        assertThat(delete("notForYou11", Surroundings.READER, 403).path("code").asString())
                .isEqualTo("FORBIDDEN");
        assertThat(delete("nobodysOwn1", Surroundings.SUBMITTER, 404)
                        .path("code")
                        .asString())
                .isEqualTo("NOT_FOUND");
        JsonNode problem = Surroundings.json(
                all.client(Surroundings.SUBMITTER)
                        .delete()
                        .uri("/api/videos/notForYou11?hard_delete=perhaps")
                        .exchange(),
                400);
        assertThat(problem.path("detail").asString()).contains("hard_delete 'perhaps' must be true or false");
        assertThat(status("/api/v1/videos/notForYou11")).isEqualTo(200);
        assertThat(delete("notForYou11", Surroundings.ADMIN, 200)
                        .path("success")
                        .asBoolean())
                .isTrue();
    }

    private static JsonNode delete(String videoId, String key, int status) {
        return Surroundings.json(
                all.client(key)
                        .delete()
                        .uri("/api/v1/videos/" + videoId + "?hard_delete=true")
                        .exchange(),
                status);
    }

    private static int status(String path) {
        return all.client(Surroundings.ADMIN)
                .get()
                .uri(path)
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private static Job done(String address, String type) {
        Job job = Scenes.youtube(address, type);
        all.send(Scenes.command(job));
        all.send(Scenes.story(job, 2, null));
        awaitStatus(job, "completed");
        return job;
    }

    private static void begin(Job job) {
        all.send(Scenes.command(job));
        all.send(
                List.of(Scenes.queued(job), Scenes.started(job, 1), Scenes.progressed(job, 1, Stage.DOWNLOADING, 0.2)));
        awaitStatus(job, "processing");
    }

    private static void awaitStatus(Job job, String status) {
        await().until(() -> tables.sql("SELECT count(*) FROM processing_jobs WHERE job_id = ?::uuid AND status = ?")
                        .params(job.jobId(), status)
                        .query(Long.class)
                        .single()
                == 1);
    }

    /** All that was sent before has been read: of so many jobs there is one behind it in each of four partitions. */
    private static void caughtUp() {
        List<Job> behind = Stream.generate(() -> Scenes.job("behind-" + UUID.randomUUID()))
                .limit(BEHIND)
                .toList();
        behind.forEach(job -> {
            all.send(Scenes.command(job));
            all.send(List.of(Scenes.queued(job), Scenes.started(job, 1)));
        });
        behind.forEach(job -> awaitStatus(job, "processing"));
    }

    /** The same video, asked for now. */
    private static Job later(Job job) {
        return new Job(
                UUID.randomUUID().toString(),
                job.videoId(),
                job.source(),
                job.url(),
                job.youtubeUrl(),
                job.jobType(),
                job.priority(),
                job.userId(),
                job.options(),
                false,
                Instant.now().plusSeconds(1),
                null,
                null);
    }

    /** Tables with rows in which the text stands, in whatever column, and how many. */
    private static Map<String, Long> rows(String text) {
        var found = new TreeMap<String, Long>();
        List<String> names = tables.sql("""
                        SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
                        AND relkind IN ('r', 'p') AND NOT relispartition
                        """).query(String.class).list();
        for (String name : names) {
            long count = tables.sql("SELECT count(*) FROM " + name + " t WHERE position(? IN t::text) > 0")
                    .param(text)
                    .query(Long.class)
                    .single();
            if (count > 0) {
                found.put(name, count);
            }
        }
        return found;
    }

    /** A row of the job's video in a table of whatever shape, as its writer might store it. */
    private static void fill(String table, Job job) {
        tables.sql(insert(table, job, job)).update();
    }

    /** @param related whose video other columns name */
    private static String insert(String table, Job job, Job related) {
        return tables.sql("""
                        SELECT format('INSERT INTO %1$s (%2$s) VALUES (%3$s) ON CONFLICT DO NOTHING', c.oid::regclass,
                            string_agg(quote_ident(a.attname), ', '),
                            string_agg(CASE
                                WHEN a.attname = 'video_id' THEN quote_literal(:video)
                                WHEN a.attname LIKE '%video\\_id' THEN quote_literal(:related)
                                WHEN a.attname = 'job_id' THEN quote_literal(:job)
                                ELSE CASE a.atttypid::regtype::text
                                    WHEN 'text' THEN '''topic''' WHEN 'uuid' THEN quote_literal(:job) WHEN 'boolean' THEN 'false'
                                    WHEN 'jsonb' THEN '''{}''' WHEN 'timestamp with time zone' THEN 'now()'
                                    WHEN 'date' THEN 'now()'
                                    ELSE CASE WHEN a.atttypid::regtype::text LIKE '%[]' THEN '''{}''' ELSE '''1''' END END
                                END, ', '))
                        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        WHERE c.oid = to_regclass(:name) AND a.attgenerated = '' AND a.attidentity = ''
                          AND ((a.attnotnull AND NOT a.atthasdef) OR a.attname LIKE '%video\\_id' OR a.attname = 'job_id')
                        GROUP BY c.oid
                        """)
                .param("video", job.videoId())
                .param("related", related.videoId())
                .param("job", job.jobId())
                .param("name", table)
                .query(String.class)
                .single();
    }

    /** The counts are those of the rows, counted anew. */
    private static void countsAreRight() {
        List<Map<String, Object>> kept = counts();
        tables.sql("SELECT recount_jobs()").query(row -> {});
        assertThat(kept).isEqualTo(counts());
    }

    private static List<Map<String, Object>> counts() {
        return tables.sql("""
                        SELECT scope, dry_run, status || stage AS of, jobs::numeric FROM job_counts WHERE jobs <> 0
                        UNION ALL SELECT scope, dry_run, bucket::text, jobs + microseconds FROM job_durations WHERE jobs <> 0
                        UNION ALL SELECT scope, dry_run, second::text, jobs FROM job_ends WHERE jobs <> 0
                        ORDER BY 1, 2, 3, 4
                        """).query().listOfRows();
    }
}

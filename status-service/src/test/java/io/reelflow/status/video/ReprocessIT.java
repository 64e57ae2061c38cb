package io.reelflow.status.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.StoredVideo;
import io.reelflow.status.IngestFake;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import io.reelflow.status.access.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Reprocessing as clients see it: what the job is, where it begins, what is refused. */
final class ReprocessIT {
    private static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");

    /** Later ones complete later. */
    private static final AtomicInteger COMPLETED = new AtomicInteger();

    @TempDir
    static Path directory;

    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void aJobBeginsWithTheStoredSourceAndHasTheOldOptionsButForThoseThatAreNamed() throws Exception {
        Job old = complete(job("look", JobType.FULL_PROCESSING, null));
        double before = count();

        JsonNode job = reprocess(
                old, "{\"options\": {\"captions\": {\"style\": \"boxed\"}}, \"force_whisper\": true}", null, 201);

        assertThat(job.path("status").asString()).isEqualTo("queued");
        assertThat(job.path("job_id").asString()).isNotEqualTo(old.jobId());
        JsonNode asked = last().body();
        assertThat(last().videoId()).isEqualTo(old.videoId());
        assertThat(asked.path("job_type").asString()).isEqualTo("full_processing");
        assertThat(asked.path("user_id").asString()).isEqualTo(Scenes.OWNER);
        assertThat(asked.path("url").asString()).isEqualTo(old.url());
        assertThat(asked.at("/options/captions/style").asString()).isEqualTo("boxed");
        assertThat(asked.at("/options/captions/position").asString()).isEqualTo("bottom");
        assertThat(asked.at("/options/force_whisper").asBoolean()).isTrue();
        assertThat(asked.at("/options/webhook_url").asString())
                .isEqualTo(old.options().webhookUrl());
        assertThat(asked.at("/stored/source").asString()).startsWith("videos/" + old.videoId() + "/source/");
        assertThat(asked.path("stored").has("edits")).isFalse();
        assertThat(asked.path("stored").has("analysis")).isFalse();
        assertThat(count()).isEqualTo(before + 1);
    }

    @Test
    void whatIsNotNamedIsDoneWholeAlthoughThereWereSlidesLately() throws Exception {
        Job old = complete(job("whole", JobType.FULL_PROCESSING, null));
        Job slides = job("whole-slides", JobType.SLIDES, null);
        complete(new Job(
                slides.jobId(),
                old.videoId(),
                old.source(),
                old.url(),
                null,
                JobType.SLIDES,
                5,
                old.userId(),
                old.options(),
                false,
                old.createdAt(),
                null,
                null));

        reprocess(old, "{}", null, 201);

        assertThat(last().body().path("job_type").asString()).isEqualTo("full_processing");
    }

    @Test
    void theSameIdempotencyKeyIsTheSameJobAndWithoutOneEachCallIsAnother() throws Exception {
        Job old = complete(job("key", JobType.SHORTS, null));

        JsonNode first = reprocess(old, "{}", "once", 201);
        JsonNode second = reprocess(old, "{}", "once", 200);
        assertThat(second.path("job_id")).isEqualTo(first.path("job_id"));
        assertThat(last().key()).isEqualTo("once");

        assertThat(reprocess(old, null, null, 201).path("job_id"))
                .isNotEqualTo(reprocess(old, null, null, 201).path("job_id"));
    }

    @Test
    void aSoundAloneGivesATranscriptAndNoSlides() throws Exception {
        Job old = complete(job("sound", JobType.TRANSCRIPTION, null));

        JsonNode problem = reprocess(old, "{\"job_type\": \"slides\"}", null, 409);
        assertThat(problem.path("code").asString()).isEqualTo("STORED_WITHOUT_PICTURE");
        assertThat(problem.path("detail").asString()).contains("slides", old.videoId());

        reprocess(old, "{\"model_size\": \"small\"}", null, 201);
        assertThat(last().body().at("/options/whisper_model").asString()).isEqualTo("small");
        assertThat(last().body().path("job_type").asString()).isEqualTo("transcription");
    }

    @Test
    void whatIsWrongIsRefused() throws Exception {
        Job old = complete(job("wrong", JobType.FULL_PROCESSING, null));
        int asked = all.ingest.stored.size();
        for (String[] wrong : new String[][] {
            {"{\"model_size\": \"huge\"}", "model_size"},
            {"{\"model_size\": \"tiny\", \"options\": {\"whisper_model\": \"base\"}}", "model_size"},
            {"{\"force_whisper\": \"yes\"}", "force_whisper"},
            {"{\"job_type\": \"purge\"}", "job_type"},
            {"{\"options\": []}", "options"},
            {"{\"style\": 1}", "style"},
        }) {
            assertThat(reprocess(old, wrong[0], null, 400).at("/errors/0/field").asString())
                    .as(wrong[0])
                    .isEqualTo(wrong[1]);
        }
        Job none = job("none", JobType.FULL_PROCESSING, null);
        assertThat(reprocess(none, "{}", null, 404).path("code").asString()).isEqualTo("NOT_FOUND");
        all.send(Scenes.command(none));
        all.send(Scenes.failed(none, 1));
        await().untilAsserted(() -> assertThat(
                        reprocess(none, "{}", null, 409).path("code").asString())
                .isEqualTo("NOTHING_STORED"));
        Surroundings.json(post(Surroundings.READER, path(old), "{}", null), 403);
        Surroundings.json(post(Surroundings.STRANGER, path(old), "{}", null), 403);
        assertThat(all.ingest.stored).hasSize(asked);
    }

    @Test
    void theSeedsRouteAnswersAsItsDocumentShows() throws Exception {
        Job old = complete(job("seed", JobType.FULL_PROCESSING, null));

        JsonNode answer = Surroundings.json(
                post(
                        Surroundings.SUBMITTER,
                        "/api/videos/" + old.videoId() + "/reprocess",
                        "{\"force_whisper\": true, \"model_size\": \"large-v3\"}",
                        null),
                200);

        assertThat(answer.propertyNames()).containsExactly("job_id", "video_id", "status", "message");
        assertThat(answer.path("video_id").asString()).isEqualTo(old.videoId());
        assertThat(answer.path("status").asString()).isEqualTo("queued");
        assertThat(answer.path("message").asString()).isEqualTo("Reprocessing started");
    }

    @Test
    void aCorrectionKeepsThePlanAndIsOneJobForOneRevision() throws Exception {
        Job old = complete(job("edits", JobType.FULL_PROCESSING, null));
        String edits = "videos/" + old.videoId() + "/edits/2/edits.json";

        var reprocessing = all.service().getBean(Reprocessing.class);
        assertThat(correct(reprocessing, old, edits)).isEqualTo(201);
        assertThat(correct(reprocessing, old, edits)).isEqualTo(200);

        JsonNode asked = last().body();
        assertThat(asked.at("/stored/edits").asString()).isEqualTo(edits);
        assertThat(asked.at("/stored/analysis").asString()).startsWith("videos/" + old.videoId() + "/analysis/");
        assertThat(asked.path("priority").asInt()).isEqualTo(1);
        assertThat(asked.path("job_type").asString()).isEqualTo("full_processing");
    }

    @Test
    void whatPeopleHaveChangedStaysAndThePlanOfClipsToo() throws Exception {
        Job old = job("kept", JobType.FULL_PROCESSING, null);
        complete(old);
        String edits = "videos/" + old.videoId() + "/edits/10/edits.json";
        String plan = "videos/" + old.videoId() + "/analysis/0123456789abcdef/";
        for (String each : new String[] {edits, edits.replace("10", "9")}) {
            complete(sameVideo(old, each, new StoredVideo("videos/x/", each, plan)));
        }
        all.database
                .admin()
                .sql("INSERT INTO video_revisions VALUES (?, 10, ?::jsonb)")
                .params(old.videoId(), "{\"revision\": 10, \"transcript\": [], \"speakers\": {}, \"clips\": []}")
                .update();

        reprocess(old, "{\"options\": {\"watermark\": {\"text\": \"Us\"}}}", null, 201);
        assertThat(last().body().at("/stored/edits").asString()).isEqualTo(edits);
        assertThat(last().body().at("/stored/analysis").asString()).isEqualTo(plan);

        reprocess(old, "{\"options\": {\"clip_duration\": 5}}", null, 201);
        assertThat(last().body().at("/stored/edits").asString()).isEqualTo(edits);
        assertThat(last().body().path("stored").has("analysis")).isFalse();
        assertThat(last().body().path("options").has("min_clip_duration")).isFalse();
    }

    private static int correct(Reprocessing reprocessing, Job job, String edits) {
        var caller = new Caller("submitter", Set.of("submit", "read"), Scenes.OWNER, Surroundings.SUBMITTER, false);
        return Objects.requireNonNull(
                        reprocessing.correct(job.videoId(), edits, caller).block(Duration.ofSeconds(30)))
                .getStatusCode()
                .value();
    }

    private static Job sameVideo(Job job, String name, StoredVideo stored) {
        Job other = job(name, job.jobType(), stored);
        return new Job(
                other.jobId(),
                job.videoId(),
                job.source(),
                job.url(),
                null,
                job.jobType(),
                5,
                job.userId(),
                job.options(),
                false,
                job.createdAt(),
                null,
                null,
                stored,
                null,
                null);
    }

    private static Job job(String name, JobType type, @Nullable StoredVideo stored) {
        Job plain = Scenes.job("reprocess-" + name);
        JobOptions options = plain.options();
        return new Job(
                plain.jobId(),
                plain.videoId(),
                SourceKind.WEB,
                plain.url(),
                null,
                type,
                5,
                Scenes.OWNER,
                options,
                false,
                plain.createdAt(),
                null,
                null,
                stored,
                null,
                null);
    }

    /** The job, completed with a result. */
    private static Job complete(Job job) throws Exception {
        String manifest = Result.write(all.objects, job, new byte[] {1}, new byte[] {2});
        all.send(Scenes.command(job));
        all.send(Scenes.started(job, 1));
        Instant end = BEGIN.plusSeconds(COMPLETED.incrementAndGet());
        all.send(JobEvent.of(job, JobEventType.COMPLETED, 1, end, "Completed").withManifest(manifest));
        await().until(() -> all.json(Surroundings.READER, "/api/v1/jobs/" + job.jobId())
                .path("status")
                .asString()
                .equals("completed"));
        return job;
    }

    private static JsonNode reprocess(Job job, @Nullable String body, @Nullable String key, int status) {
        return Surroundings.json(post(Surroundings.SUBMITTER, path(job), body, key), status);
    }

    private static String path(Job job) {
        return "/api/v1/videos/" + job.videoId() + "/reprocess";
    }

    private static WebTestClient.ResponseSpec post(
            String caller, String path, @Nullable String body, @Nullable String key) {
        WebTestClient.RequestBodySpec request = all.client(caller).post().uri(path);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return (body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body))
                .exchange();
    }

    private static IngestFake.Stored last() {
        return all.ingest.stored.get(all.ingest.stored.size() - 1);
    }

    private static double count() {
        return all.service()
                .getBean(MeterRegistry.class)
                .get("videos_reprocessed")
                .counter()
                .count();
    }
}

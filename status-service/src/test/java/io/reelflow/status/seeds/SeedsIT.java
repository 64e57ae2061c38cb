package io.reelflow.status.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** Paths, bodies and words of the two documents beside the API's own, against examples of their bodies. */
final class SeedsIT {
    @TempDir
    static Path directory;

    private static Surroundings all;
    private static JsonNode examples;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        try (InputStream in = Objects.requireNonNull(SeedsIT.class.getResourceAsStream("/seeds/bodies.json"))) {
            examples = Json.MAPPER.readTree(in);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void aVideoIsProcessedAndFollowedByItsJob() {
        String request = "{\"url\": \"process-me\", \"priority\": 5, \"force_whisper\": true}";
        JsonNode started = post("/api/videos/process", request, 200);
        hasShape(started, "POST /api/videos/process");
        assertThat(started.path("status").asString()).isEqualTo("queued");
        assertThat(started.path("message").asString()).isEqualTo("Video processing started");
        JsonNode asked = all.ingest.submitted.get(all.ingest.submitted.size() - 1);
        assertThat(asked.at("/options/force_whisper").asBoolean()).isTrue();
        assertThat(asked.has("force_whisper")).isFalse();

        JsonNode again = post("/api/videos/process", request, 200);
        assertThat(again.path("job_id")).isEqualTo(started.path("job_id"));

        JsonNode status = get("/api/videos/status/" + started.path("job_id").asString());
        hasShape(status, "GET /api/videos/status/{job_id}");
        assertThat(status.path("status").asString()).isEqualTo("queued");
        assertThat(status.path("error").isNull()).isTrue();
    }

    @Test
    void whatIsWrongIsRefused() {
        assertThat(post("/api/videos/process", "{}", 400).path("code").asString())
                .isEqualTo("INVALID");
        post("/api/videos/process", "[]", 400);
        post("/api/videos/process", "nothing", 400);
        send(HttpMethod.POST, Surroundings.READER, "/api/videos/process", "{\"url\": \"x\"}", 403);
        send(HttpMethod.GET, Surroundings.READER, "/api/videos/status/" + UUID.randomUUID(), null, 404);
        send(HttpMethod.GET, Surroundings.READER, "/jobs/no-such-vid", null, 404);
        send(HttpMethod.POST, Surroundings.SUBMITTER, "/process/youtube/not-an-id", null, 400);
        for (String path : List.of("/api/videos", "/jobs/aaaaaaaaaaa", "/progress", "/api/jobs/stats")) {
            all.anonymous().get().uri(path).exchange().expectStatus().isUnauthorized();
        }
    }

    @Test
    void theStatusWhileProcessingIsTheStageWhereThereIsAWordForIt() {
        Job job = Scenes.job("words");
        all.send(Scenes.command(job));
        all.send(Scenes.queued(job));
        all.send(Scenes.started(job, 1));
        awaitStatus(job, "processing");
        assertThat(word(job)).isEqualTo("queued");
        for (Stage stage :
                List.of(Stage.DOWNLOADING, Stage.EXTRACTING_METADATA, Stage.EXTRACTING_AUDIO, Stage.TRANSCRIBING)) {
            all.send(Scenes.stage(job, 1, stage, 2).subList(0, 2));
            await().until(() -> word(job).equals(stage.word()));
            all.send(Scenes.stage(job, 1, stage, 2).subList(2, 3));
        }
        all.send(Scenes.stage(job, 1, Stage.ANALYZING, 2).subList(0, 2));
        await().until(() -> word(job).equals("extracting_metadata"));
        all.send(Scenes.retry(job, 1));
        await().until(() -> word(job).equals("retrying"));
        all.send(Scenes.failed(job, 1));
        await().until(() -> word(job).equals("failed"));
        assertThat(get("/api/videos/status/" + job.jobId()).path("error").asString())
                .isEqualTo("The source answered 404");
    }

    @Test
    void aJobIsRetriedWithinTheLimitOfItsKindAndCancelled() {
        Job job = Scenes.job("seed-retry");
        all.send(Scenes.command(job));
        for (int attempt = 1; attempt <= 3; attempt++) {
            all.send(event(job, JobEventType.STARTED, attempt));
            all.send(event(job, JobEventType.FAILED, attempt));
            int next = attempt + 1;
            all.ingest.dataflow = ignored -> all.send(event(job, JobEventType.RETRY_REQUESTED, next));
            awaitStatus(job, "failed");
            JsonNode retried = post("/api/jobs/" + job.jobId() + "/retry?manual=" + (attempt % 2 == 0), "", 200);
            hasShape(retried, "POST /api/jobs/{job_id}/retry");
            assertThat(retried.path("retry_count").asInt()).isEqualTo(attempt);
            assertThat(retried.path("status").asString()).isEqualTo("retrying");
        }
        all.send(event(job, JobEventType.FAILED, 4));
        awaitStatus(job, "failed");
        JsonNode problem = post("/api/jobs/" + job.jobId() + "/retry?manual=false", "", 409);
        assertThat(problem.path("code").asString()).isEqualTo("RETRIES_EXHAUSTED");
        post("/api/jobs/" + job.jobId() + "/retry?manual=perhaps", "", 400);
        all.ingest.dataflow = ignored -> all.send(event(job, JobEventType.RETRY_REQUESTED, 5));
        post("/api/jobs/" + job.jobId() + "/retry", "", 200);
        all.ingest.dataflow = ignored -> all.send(event(job, JobEventType.CANCELLED, 5));
        JsonNode cancelled = post("/api/jobs/" + job.jobId() + "/cancel", "", 200);
        hasShape(cancelled, "POST /api/jobs/{job_id}/cancel");
        assertThat(cancelled.path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void numbersAreInTheirWords() {
        hasShape(get("/api/jobs/stats"), "GET /api/jobs/stats");
    }

    @Test
    void slidesOfAVideoAreAskedForAndFollowedByItsId() throws Exception {
        String id = "aaaaaaaaaaa";
        JsonNode started = post("/process/youtube/" + id, "", 200);
        assertThat(started.path("video_id").asString()).isEqualTo(id);
        assertThat(started.path("status").asString()).isEqualTo("pending");
        JsonNode asked = all.ingest.submitted.get(all.ingest.submitted.size() - 1);
        assertThat(asked.path("job_type").asString()).isEqualTo("slides");
        Job job = Scenes.youtube(asked.path("youtube_url").asString(), "slides");
        assertThat(started.path("job_id").asString()).isEqualTo(job.jobId());

        all.send(Scenes.queued(job));
        all.send(Scenes.started(job, 1));
        all.send(progress(job, Stage.DOWNLOADING, Counters.bytes(500, 1000L)));
        await().until(() -> slides(id).path("status").asString().equals("downloading"));
        for (String path : List.of("/progress", "/api/v1/progress")) {
            JsonNode download = download(path, job.jobId());
            assertThat(download.path("video_id").asString()).isEqualTo(id);
            assertThat(download.path("file").asString()).isEqualTo(id);
            assertThat(download.path("bytes_done").asLong()).isEqualTo(500);
            assertThat(download.path("bytes_total").asLong()).isEqualTo(1000);
        }
        all.send(Scenes.stage(job, 1, Stage.DOWNLOADING, 1).subList(1, 2));
        all.send(progress(job, Stage.EXTRACTING_FRAMES, Counters.frames(1200, 2400)));
        await().until(() -> slides(id).path("status").asString().equals("extracting"));
        assertThat(download("/progress", job.jobId()).isMissingNode()).isTrue();
        JsonNode frames = slides(id);
        for (String counted : List.of("frame_count", "current_frame")) {
            assertThat(frames.path(counted).asLong()).isPositive();
        }
        hasShape(frames, "GET /jobs/{video_id} while frames are looked at");

        String manifest = Result.write(all.objects, job, new byte[] {1}, new byte[] {2});
        all.send(Scenes.completed(job, 1, manifest));
        await().until(() -> slides(id).path("status").asString().equals("completed"));
        assertThat(slides(id).propertyNames()).containsAll(names("GET /jobs/{video_id} completed"));
        assertThat(Path.of(URI.create(slides(id).path("metadata_uri").asString())))
                .startsWith(all.objects)
                .isRegularFile();
        int asks = all.ingest.submitted.size();
        JsonNode atOnce = post("/process/youtube/" + id, "", 200);
        assertThat(atOnce.path("status").asString()).isEqualTo("completed");
        assertThat(atOnce.path("metadata_uri")).isEqualTo(slides(id).path("metadata_uri"));
        assertThat(all.ingest.submitted).hasSize(asks);
    }

    @Test
    void uploadsAndEndsOfSlidesAreInTheirWords() {
        Job job = Scenes.youtube("https://www.youtube.com/watch?v=bbbbbbbbbbb", "slides");
        all.send(Scenes.command(job));
        all.send(Scenes.started(job, 1));
        all.send(progress(job, Stage.UPLOADING, Counters.slides(4, 8)));
        await().until(() -> slides("bbbbbbbbbbb").path("status").asString().equals("uploading"));
        hasShape(slides("bbbbbbbbbbb"), "GET /jobs/{video_id} while slides are uploaded");
        all.send(Scenes.retry(job, 1));
        await().until(() -> slides("bbbbbbbbbbb").path("status").asString().equals("pending"));
        all.send(event(job, JobEventType.CANCELLED, 1));
        await().until(() -> slides("bbbbbbbbbbb").path("status").asString().equals("failed"));
        assertThat(slides("bbbbbbbbbbb").path("error").asString()).isEqualTo("The job was cancelled");
        Job other = Scenes.youtube("https://www.youtube.com/watch?v=ccccccccccc", "slides");
        all.send(Scenes.command(other));
        all.send(Scenes.failed(other, 1));
        await().until(() -> slides("ccccccccccc").path("status").asString().equals("failed"));
        hasShape(slides("ccccccccccc"), "GET /jobs/{video_id} failed");
    }

    @Test
    void videosAreListedWithTheStatusOfTheirLatestJob() throws Exception {
        Job job = Scenes.job("listed-video");
        String manifest = Result.write(all.objects, job, new byte[] {1}, new byte[] {2});
        all.send(Scenes.command(job));
        all.send(Scenes.story(job, 1, manifest));
        awaitStatus(job, "completed");
        for (String root : List.of("/api/videos", "/api/v1/videos")) {
            JsonNode page = get(root + "?status=completed&q=" + job.videoId() + "&limit=100&offset=0");
            hasShape(page, "GET /api/videos");
            assertThat(page.path("total").asLong()).isEqualTo(1);
            assertThat(page.at("/videos/0/video_id").asString()).isEqualTo(job.videoId());
            assertThat(page.at("/videos/0/status").asString()).isEqualTo("completed");
            assertThat(get(root + "?status=failed&q=" + job.videoId())
                            .path("total")
                            .asLong())
                    .isZero();
            send(HttpMethod.GET, Surroundings.READER, root + "?status=done", null, 400);
            send(HttpMethod.GET, Surroundings.READER, root + "?limit=0", null, 400);
        }
        assertThat(send(HttpMethod.GET, Surroundings.STRANGER, "/api/videos?q=" + job.videoId(), null, 200)
                        .path("total")
                        .asLong())
                .isZero();
        JsonNode video = get("/api/videos/" + job.videoId() + "?include_comments=false");
        assertThat(video.propertyNames()).containsAll(names("GET /api/videos/{video_id}"));
        all.client(Surroundings.READER)
                .get()
                .uri("/api/videos/" + job.videoId() + "/download/video?original=true")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static JobEvent progress(Job job, Stage stage, Counters counters) {
        JobEvent event = Scenes.progressed(job, 1, stage, 0.5);
        return new JobEvent(
                event.eventId(),
                event.version(),
                event.time(),
                event.jobId(),
                event.videoId(),
                event.type(),
                1,
                stage,
                null,
                null,
                0.5,
                event.message(),
                counters,
                null,
                null,
                null,
                null);
    }

    private static JobEvent event(Job job, JobEventType type, int attempt) {
        return JobEvent.of(job, type, attempt, Instant.now(), "As the dataflow says");
    }

    private static JsonNode download(String path, String jobId) {
        for (JsonNode each : get(path).path("downloads")) {
            if (each.path("job_id").asString().equals(jobId)) {
                return each;
            }
        }
        return Json.MAPPER.missingNode();
    }

    private static void hasShape(JsonNode body, String example) {
        assertThat(body.propertyNames()).containsExactlyInAnyOrderElementsOf(names(example));
    }

    private static List<String> names(String example) {
        assertThat(examples.has(example)).isTrue();
        return List.copyOf(examples.path(example).propertyNames());
    }

    private static String word(Job job) {
        return get("/api/videos/status/" + job.jobId()).path("status").asString();
    }

    private static JsonNode slides(String videoId) {
        return get("/jobs/" + videoId);
    }

    private static void awaitStatus(Job job, String status) {
        await().until(() -> get("/api/v1/jobs/" + job.jobId()).path("status").asString(), status::equals);
    }

    private static JsonNode get(String path) {
        return all.json(Surroundings.READER, path);
    }

    private static JsonNode post(String path, String body, int status) {
        return send(HttpMethod.POST, Surroundings.SUBMITTER, path, body, status);
    }

    private static JsonNode send(HttpMethod method, String key, String path, @Nullable String body, int status) {
        var request = all.client(key).method(method).uri(path);
        return Surroundings.json(
                body == null
                        ? request.exchange()
                        : request.contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                                .exchange(),
                status);
    }
}

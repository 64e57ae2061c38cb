package io.reelflow.status.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.status.OpenApi;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** A video that is removed softly is shown nowhere, and comes back whole. */
final class SoftDeleteIT {
    @TempDir
    static Path directory;

    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start(Map.of("REELFLOW_RESTORE_DAYS", "7"));
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void aRemovedVideoIsShownNowhereUntilItIsRestored() throws Exception {
        Job job = complete("hidden");
        List<String> paths = List.of(
                path(job),
                path(job) + "/transcript.txt",
                path(job) + "/clips/clip-1.mp4",
                path(job) + "/edits",
                "/api/videos/" + job.videoId(),
                "/api/v1/files/videos/" + job.videoId() + "/jobs/" + job.jobId() + "/manifest.json");
        String signed = Objects.requireNonNull(all.client(Surroundings.READER)
                .get()
                .uri(path(job) + "/transcript.txt?redirect=true")
                .exchange()
                .expectStatus()
                .isTemporaryRedirect()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("Location"));
        paths.forEach(path -> status(HttpMethod.GET, path, 200));

        JsonNode deleted = Surroundings.json(send(HttpMethod.DELETE, "/api/videos/" + job.videoId()), 200);
        assertThat(deleted.propertyNames()).containsExactly("success", "deleted", "hard_delete", "video_id");
        assertThat(deleted.path("hard_delete").asBoolean()).isFalse();

        paths.forEach(path -> status(HttpMethod.GET, path, 404));
        all.anonymous()
                .get()
                .uri(all.address().resolve(signed))
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(listed(job)).isZero();
        JsonNode kept = all.json(Surroundings.READER, "/api/v1/videos?deleted=true&q=" + job.videoId());
        new OpenApi().validate("/api/v1/videos", 200, kept);
        assertThat(kept.path("videos").path(0).path("restorable_until").asString())
                .isEqualTo(all.service()
                        .getBean(HiddenVideos.class)
                        .find(job.videoId())
                        .orElseThrow()
                        .restorableUntil()
                        .toString());
        status(HttpMethod.POST, path(job) + "/reprocess", 404);
        status(HttpMethod.DELETE, path(job), 200);

        JsonNode restored = Surroundings.json(send(HttpMethod.POST, path(job) + "/restore"), 200);
        assertThat(restored.path("restored").asBoolean()).isTrue();
        paths.forEach(path -> status(HttpMethod.GET, path, 200));
        all.anonymous()
                .get()
                .uri(all.address().resolve(signed))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(listed(job)).isEqualTo(1);
        assertThat(code(send(HttpMethod.POST, path(job) + "/restore"), 409)).isEqualTo("NOT_DELETED");
    }

    @Test
    void whoAsksForARemovedVideoAgainSeesItAgain() throws Exception {
        Job job = complete("asked-again");
        status(HttpMethod.DELETE, path(job), 200);
        all.client(Surroundings.SUBMITTER)
                .post()
                .uri("/api/v1/jobs")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("url", "asked-again"))
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
        status(HttpMethod.GET, path(job), 200);
    }

    @Test
    void aNewJobFromElsewhereShowsTheVideoAgain() throws Exception {
        Job job = complete("from-elsewhere");
        status(HttpMethod.DELETE, path(job), 200);
        Job newer = Scenes.job("from-elsewhere-too");
        var request = new Job(
                newer.jobId(),
                job.videoId(),
                newer.source(),
                newer.url(),
                null,
                newer.jobType(),
                5,
                newer.userId(),
                newer.options(),
                false,
                Instant.now().plusSeconds(60),
                null,
                null);
        all.send(new JobCommand(UUID.randomUUID().toString(), JobCommand.VERSION, request.createdAt(), request));
        await().untilAsserted(() -> status(HttpMethod.GET, path(job), 200));
    }

    @Test
    void afterTheDeadlineNothingIsRestoredAndTheVideoIsPurged() throws Exception {
        Job job = complete("too-late");
        status(HttpMethod.DELETE, path(job), 200);
        HiddenVideos.Hidden hidden =
                all.service().getBean(HiddenVideos.class).find(job.videoId()).orElseThrow();
        assertThat(hidden.restorableUntil()).isEqualTo(hidden.hiddenAt().plusSeconds(7 * 86_400));
        all.database
                .admin()
                .sql("UPDATE hidden_videos SET restorable_until = now() WHERE video_id = ?")
                .param(job.videoId())
                .update();
        // The purge that runs every 30 s may have been first.
        assertThat(send(HttpMethod.POST, path(job) + "/restore")
                        .returnResult(Void.class)
                        .getStatus()
                        .value())
                .isIn(404, 409);

        all.service().getBean(Retention.class).purgeHidden();

        await().untilAsserted(() ->
                assertThat(all.ingest.purges).anyMatch(purge -> job.videoId().equals(purge.removes())));
        await().untilAsserted(() -> assertThat(
                        all.service().getBean(HiddenVideos.class).find(job.videoId()))
                .isEmpty());
        status(HttpMethod.GET, "/api/v1/jobs/" + job.jobId(), 404);
    }

    @Test
    void videosAreOldByTheirLatestJobAndNoneWithAJobThatRuns() throws Exception {
        Job job = complete("old");
        Job running = Scenes.job("old-running");
        all.send(Scenes.command(running));
        all.send(Scenes.started(running, 1));
        await().until(() -> all.json(Surroundings.READER, "/api/v1/jobs/" + running.jobId())
                .path("status")
                .asString()
                .equals("processing"));
        OldVideos old = all.service().getBean(OldVideos.class);
        assertThat(old.before(job.createdAt().plusSeconds(1), 1_000))
                .contains(job.videoId())
                .doesNotContain(running.videoId());
        assertThat(old.before(job.createdAt(), 1_000)).isEmpty();
        int ended = old.beyond(0, 1_000).size();
        assertThat(old.beyond(ended - 1, 1_000)).hasSize(1);
        assertThat(old.beyond(ended, 1_000)).isEmpty();
    }

    private static long listed(Job job) {
        return all.json(Surroundings.READER, "/api/v1/videos?q=" + job.videoId())
                .path("total")
                .asLong();
    }

    private static String code(WebTestClient.ResponseSpec answer, int status) {
        return Surroundings.json(answer, status).path("code").asString();
    }

    private static Job complete(String name) throws Exception {
        Job job = Scenes.job(name);
        String manifest = Result.write(all.objects, job, new byte[] {1}, new byte[] {2});
        all.send(Scenes.command(job));
        all.send(Scenes.started(job, 1));
        all.send(Scenes.completed(job, 1, manifest));
        await().until(() -> all.json(Surroundings.READER, "/api/v1/jobs/" + job.jobId())
                .path("status")
                .asString()
                .equals("completed"));
        return job;
    }

    private static String path(Job job) {
        return "/api/v1/videos/" + job.videoId();
    }

    private static void status(HttpMethod method, String path, int status) {
        send(method, path).expectStatus().isEqualTo(status);
    }

    private static WebTestClient.ResponseSpec send(HttpMethod method, String path) {
        return all.client(Surroundings.SUBMITTER).method(method).uri(path).exchange();
    }
}

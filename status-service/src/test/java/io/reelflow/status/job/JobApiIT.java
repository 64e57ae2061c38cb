package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.reelflow.schemas.job.Job;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;

final class JobApiIT {
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
    void aJobIsKnownTheMomentItsCommandIsInTheLog() {
        for (int i = 0; i < 20; i++) {
            Job job = Scenes.job("fresh-" + i);
            all.send(Scenes.command(job));
            JsonNode found = get("/api/v1/jobs/" + job.jobId());
            assertThat(found.path("id").asString()).isEqualTo(job.jobId());
            assertThat(found.path("status").asString()).isEqualTo("queued");
            assertThat(found.path("video_id").asString()).isEqualTo(job.videoId());
        }
    }

    @Test
    void onlyAnUnknownJobIs404() {
        WebTestClient reader = all.client(Surroundings.READER);
        for (String unknown : List.of(UUID.randomUUID().toString(), "no-uuid", "1")) {
            JsonNode problem = Surroundings.json(
                    reader.get()
                            .uri("/api/v1/jobs/" + unknown)
                            .exchange()
                            .expectHeader()
                            .contentType(MediaType.APPLICATION_PROBLEM_JSON),
                    404);
            assertThat(problem.path("code").asString()).isEqualTo("NOT_FOUND");
        }
    }

    /** In the caller's name, and neither body nor answer is waited for. */
    @Test
    void aBatchGoesThroughAsItComes() throws Exception {
        Sinks.Many<String> sending = Sinks.many().unicast().onBackpressureBuffer();
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        var done = HttpClient.newConnection()
                .headers(headers -> headers.set("Authorization", "Bearer " + Surroundings.SUBMITTER)
                        .set("Idempotency-Key", "night-1")
                        .set("Content-Type", "application/x-ndjson"))
                .post()
                .uri(all.address() + "/api/v1/jobs/batch")
                .send((request, out) -> out.send(
                        sending.asFlux().map(text -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)), any -> true))
                .responseContent()
                .asString()
                .doOnNext(answers::add)
                .then()
                .toFuture();
        for (int i = 1; i <= 3; i++) {
            sending.tryEmitNext(i + "\n").orThrow();
            assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"said\":" + i + ",\"key\":\"night-1\"}\n");
        }
        sending.tryEmitComplete().orThrow();
        done.get(10, TimeUnit.SECONDS);
        assertThat(all.ingest.shown).contains("Bearer " + Surroundings.SUBMITTER);
    }

    @Test
    void theFirstRequestIs201AndTheSameAgainIs200WithTheSameJob() {
        WebTestClient submitter = all.client(Surroundings.SUBMITTER);
        String body = "{\"url\": \"twice\"}";
        JsonNode first = post(submitter, body, 201);
        JsonNode second = post(submitter, body, 200);
        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(second.path("status").asString()).isEqualTo("queued");
        assertThat(all.ingest.shown).contains("Bearer " + Surroundings.SUBMITTER);
    }

    @Test
    void whatIngestRefusesIsRefusedInItsOwnWords() {
        JsonNode problem = post(all.client(Surroundings.SUBMITTER), "{}", 400);
        assertThat(problem.path("code").asString()).isEqualTo("INVALID");
    }

    @Test
    void aListIsPagedByCursorWithoutGapAndFilteredByOwner() {
        Job strange = Scenes.job("strange", "bob", Scenes.options(null));
        all.send(Scenes.command(strange));
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Job job = Scenes.job("listed_" + i);
            sent.add(job.jobId());
            all.send(Scenes.command(job));
            awaitJob(job.jobId());
        }
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/api/v1/jobs?q=listed_&limit=3" + cursor);
            assertThat(page.path("total").asLong()).isEqualTo(7);
            page.path("jobs").forEach(job -> found.add(job.path("id").asString()));
            cursor = page.hasNonNull("next_cursor")
                    ? "&cursor=" + page.path("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        assertThat(found).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(get("/api/v1/jobs?q=strange").path("total").asLong()).isZero();
        all.client(Surroundings.READER)
                .get()
                .uri("/api/v1/jobs/" + strange.jobId())
                .exchange()
                .expectStatus()
                .isForbidden();
        all.client(Surroundings.READER)
                .get()
                .uri("/api/v1/jobs?status_filter=done")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void historyHasEveryTransitionAndProgressInSteps() {
        Job job = Scenes.job("history");
        all.send(Scenes.command(job));
        all.send(Scenes.story(job, 200, null));
        awaitStatus(job.jobId(), "completed");
        JsonNode events = get("/api/v1/jobs/" + job.jobId() + "/history").path("events");
        List<String> types = new ArrayList<>();
        double before = 0;
        for (JsonNode each : events) {
            types.add(each.path("type").asString());
            assertThat(each.path("progress").asDouble()).isGreaterThanOrEqualTo(before);
            before = each.path("progress").asDouble();
        }
        assertThat(types).startsWith("submitted", "queued", "started").endsWith("completed");
        assertThat(types.stream().filter("stage_progressed"::equals).count()).isBetween(1L, 20L);
        assertThat(events.get(events.size() - 1).path("progress").asDouble()).isEqualTo(100);
    }

    @Test
    void theNumbersAddUp() {
        Job failed = Scenes.job("numbers-failed");
        all.send(Scenes.command(failed));
        all.send(List.of(Scenes.queued(failed), Scenes.started(failed, 1), Scenes.failed(failed, 1)));
        awaitStatus(failed.jobId(), "failed");
        JsonNode numbers = get("/api/v1/jobs/stats");
        long sum = 0;
        for (String status :
                List.of("completed", "failed", "cancelled", "pending", "queued", "processing", "retrying")) {
            sum += numbers.path(status).asLong();
        }
        assertThat(numbers.path("total").asLong()).isEqualTo(sum);
        assertThat(numbers.path("failed").asLong()).isPositive();
        JsonNode job = get("/api/v1/jobs/" + failed.jobId());
        assertThat(job.path("error").path("code").asString()).isEqualTo("SOURCE_NOT_FOUND");
    }

    @Test
    void nobodyComesInWithoutAKeyAndARoleIsEnough() {
        WebTestClient anonymous = all.anonymous();
        anonymous.get().uri("/api/v1/jobs").exchange().expectStatus().isUnauthorized();
        all.client("guessed")
                .get()
                .uri("/api/v1/jobs")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        anonymous.get().uri("/").exchange().expectStatus().isOk();
        anonymous.get().uri("/actuator/health").exchange().expectStatus().isOk();
        anonymous.get().uri("/actuator/prometheus").exchange().expectStatus().isOk();
        anonymous.get().uri("/actuator/env").exchange().expectStatus().isNotFound();
    }

    @Test
    void aSessionReadsEverywhereButWritesOnlyFromThePageItself() {
        WebTestClient page = all.page(Surroundings.SUBMITTER);
        page.get().uri("/api/v1/jobs").exchange().expectStatus().isOk();
        page.post()
                .uri("/api/v1/jobs")
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> headers.setOrigin("http://127.0.0.1:1"))
                .bodyValue("{\"url\": \"from-elsewhere\"}")
                .exchange()
                .expectStatus()
                .isForbidden();
        post(page, "{\"url\": \"from-the-page\"}", 201);
        all.anonymous()
                .post()
                .uri("/api/v1/session")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"key\": \"guessed\"}")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void anUploadFromThePageGoesThroughThisOrigin() {
        WebTestClient page = all.page(Surroundings.SUBMITTER);
        JsonNode upload = Surroundings.json(
                page.post()
                        .uri("/api/v1/uploads")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{\"filename\": \"talk.mp4\", \"size\": 9}")
                        .exchange(),
                201);
        String address = upload.path("upload_url").asString();
        assertThat(address).startsWith("/api/v1/uploads/content?to=");
        page.put().uri(address).bodyValue("the bytes").exchange().expectStatus().isNoContent();
        assertThat(all.objects.resolve("uploaded")).hasContent("the bytes");
        page.put()
                .uri(address + "x")
                .bodyValue("other")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private static JsonNode post(WebTestClient client, String body, int status) {
        return Surroundings.json(
                client.post()
                        .uri("/api/v1/jobs")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange(),
                status);
    }

    private static JsonNode get(String path) {
        return all.json(Surroundings.READER, path);
    }

    private static void awaitJob(String id) {
        assertThat(get("/api/v1/jobs/" + id).path("id").asString()).isEqualTo(id);
    }

    private static void awaitStatus(String id, String status) {
        await().until(() -> get("/api/v1/jobs/" + id).path("status").asString().equals(status));
    }
}

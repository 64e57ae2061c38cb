package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Reads of one job: tags, waiting for the next change, its place in line; and lists by their filters. */
final class JobReadIT {
    private static final int CLIENTS = 100;

    @TempDir
    static Path directory;

    private static Surroundings all;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        Job job = submitted("tagged", 5);
        HttpResponse<String> first = read(job, "", null).join();
        String tag = tag(first);
        assertThat(first.headers().firstValue("Cache-Control").orElse("")).contains("no-cache", "private");
        assertThat(read(job, "", tag).join().statusCode()).isEqualTo(304);
        assertThat(read(job, "?wait=1", tag).join().statusCode()).isEqualTo(304);
        all.send(event(job, JobEventType.STARTED, 1));
        awaitStatus(job, "processing");
        HttpResponse<String> second = read(job, "", tag).join();
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(tag(second)).isNotEqualTo(tag);
        assertThat(tag(read(job, "?fields=status", null).join())).isNotEqualTo(tag(second));
        assertThat(read(job, "?wait=60", tag).join().statusCode()).isEqualTo(200);
    }

    @Test
    void allWhoWaitAreAnsweredByTheNextChange() {
        Job job = submitted("awaited", 5);
        String tag = tag(read(job, "", null).join());
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            waiting.add(read(job, "?wait=60", i % 2 == 0 ? tag : null));
        }
        // Whichever of them has not begun to wait by now is answered by what it reads.
        all.send(event(job, JobEventType.STARTED, 1));
        all.send(event(job, JobEventType.FAILED, 1));
        for (CompletableFuture<HttpResponse<String>> each : waiting) {
            HttpResponse<String> answer = each.join();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(status(answer)).isIn("processing", "failed");
        }
        assertThat(status(read(job, "?wait=60", null).join())).isEqualTo("failed");
        CompletableFuture<HttpResponse<String>> retried =
                read(job, "?wait=60", tag(read(job, "", null).join()));
        all.send(event(job, JobEventType.RETRY_REQUESTED, 2));
        assertThat(status(retried.join())).isEqualTo("queued");
    }

    @Test
    void aWaitHasAnEnd() {
        Job job = submitted("unmoved", 5);
        HttpResponse<String> answer = read(job, "?wait=1", null).join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(status(answer)).isEqualTo("queued");
        for (String wrong : List.of("0", "61", "-1", "soon", "1.5", "")) {
            HttpResponse<String> refused = read(job, "?wait=" + wrong, null).join();
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(Json.MAPPER
                            .readTree(refused.body())
                            .at("/errors/0/field")
                            .asString())
                    .isEqualTo("wait");
        }
    }

    @Test
    void aJobThatWaitsKnowsItsPlaceAndItsEndOnceThereIsThroughput() {
        Job last = submitted("line-last", 9);
        Job first = submitted("line-first", 8);
        long before = job(first).path("queue_position").asLong();
        assertThat(before).isPositive();
        assertThat(job(last).path("queue_position").asLong()).isGreaterThan(before);
        all.send(JobEvent.of(last.withPriority(1), JobEventType.REPRIORITIZED, 1, Instant.now(), "Moved"));
        await().until(() -> job(last).path("queue_position").asLong() == 1);
        assertThat(job(first).path("queue_position").asLong()).isEqualTo(before + 1);
        for (int i = 0; i < 3; i++) {
            Job ended = submitted("line-ended-" + i, 5);
            all.send(event(ended, JobEventType.STARTED, 1));
            all.send(event(ended, JobEventType.FAILED, 1));
            awaitStatus(ended, "failed");
            assertThat(job(ended).has("queue_position")).isFalse();
        }
        assertThat(Instant.parse(job(first).path("eta").asString())).isAfter(Instant.EPOCH);
        all.send(event(last, JobEventType.STARTED, 1));
        awaitStatus(last, "processing");
        assertThat(job(last).has("queue_position")).isFalse();
        assertThat(job(last).has("eta")).isFalse();
    }

    @Test
    void aJobWithoutAHeartbeatIsStalledAndAHeartbeatIsNoHistory() {
        Job job = Scenes.job("silent");
        all.send(Scenes.command(job));
        Instant longAgo = Instant.now().minus(Duration.ofMinutes(5));
        all.send(JobEvent.of(job, JobEventType.STARTED, 1, longAgo, "Started"));
        awaitStatus(job, "processing");
        assertThat(job(job).path("stalled").asBoolean()).isTrue();
        String tag = tag(read(job, "", null).join());
        int events = history(job).size();
        JobEvent beat = event(job, JobEventType.HEARTBEAT, 1);
        all.send(List.of(beat, beat.withId("another")));
        await().until(() -> !job(job).has("stalled"));
        assertThat(history(job)).hasSize(events);
        assertThat(JobTag.seen(tag(read(job, "", null).join()))).isEqualTo(JobTag.seen(tag));
    }

    @Test
    void aListIsFilteredByChannelAndShowsTheFieldsNamed() {
        String channel = UUID.randomUUID().toString();
        Job job = Scenes.job("of-a-channel");
        Job child = new Job(
                job.jobId(),
                job.videoId(),
                job.source(),
                job.url(),
                null,
                job.jobType(),
                7,
                job.userId(),
                job.options(),
                false,
                job.createdAt(),
                channel,
                Instant.parse("2030-01-01T00:00:00Z"));
        all.send(Scenes.command(child));
        JsonNode whole = all.json(Surroundings.READER, path(child));
        assertThat(whole.path("channel_id").asString()).isEqualTo(channel);
        assertThat(whole.path("not_before").asString()).isEqualTo("2030-01-01T00:00:00Z");
        JsonNode page = all.json(Surroundings.READER, "/api/v1/jobs?channel_id=" + channel + "&fields=id,status");
        assertThat(page.path("total").asInt()).isEqualTo(1);
        assertThat(page.path("jobs").get(0).propertyNames()).containsExactlyInAnyOrder("id", "status");
        for (String wrong : List.of(
                "channel_id=x",
                "fields=id,colour",
                "limit=0",
                "limit=1001",
                "offset=-1",
                "cursor=x",
                "priority=10",
                "created_after=yesterday",
                "job_type=film")) {
            all.client(Surroundings.READER)
                    .get()
                    .uri("/api/v1/jobs?" + wrong)
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
    }

    private static Job submitted(String name, int priority) {
        Job job = Scenes.job(name).withPriority(priority);
        all.send(Scenes.command(job));
        all.send(event(job, JobEventType.QUEUED, 1));
        await().until(() -> history(job).size() == 2);
        return job;
    }

    private static JsonNode history(Job job) {
        return all.json(Surroundings.READER, path(job) + "/history").path("events");
    }

    private static JsonNode job(Job job) {
        return all.json(Surroundings.READER, path(job));
    }

    private static void awaitStatus(Job job, String status) {
        await().until(() -> job(job).path("status").asString(), status::equals);
    }

    private static JobEvent event(Job job, JobEventType type, int attempt) {
        JobEvent event = JobEvent.of(job, type, attempt, Instant.now(), "As the dataflow says");
        return type == JobEventType.FAILED
                ? event.withError(Failure.of(ErrorCode.INTERNAL, "Failed", Stage.DOWNLOADING))
                : event;
    }

    private static String path(Job job) {
        return "/api/v1/jobs/" + job.jobId();
    }

    private static String tag(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static String status(HttpResponse<String> answer) {
        return Json.MAPPER.readTree(answer.body()).path("status").asString();
    }

    private static CompletableFuture<HttpResponse<String>> read(Job job, String query, @Nullable String tag) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(all.address() + path(job) + query))
                .header("Authorization", "Bearer " + Surroundings.ADMIN);
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

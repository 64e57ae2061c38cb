package io.reelflow.status.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** Nothing missed, nothing told twice, whenever one joins and however often the line breaks. */
final class StreamIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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
    void aClientThatLosesItsLineOverAndOverSeesEveryTransitionOnce() {
        Job job = Scenes.job("broken-line");
        all.send(Scenes.command(job));
        List<JobEvent> story = Scenes.story(job, 40, null);
        List<Long> transitions = new ArrayList<>();
        var random = new Random(7);
        List<ServerSentEvent<String>> seen = new ArrayList<>();
        seen.add(Objects.requireNonNull(events(job.jobId(), null).blockFirst(PATIENCE)));
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> transitions.addAll(send(job, story)));

        while (!isLast(seen.get(seen.size() - 1))) {
            String last = seen.get(seen.size() - 1).id();
            seen.addAll(Objects.requireNonNull(events(job.jobId(), last)
                    .take(1 + random.nextInt(9))
                    .collectList()
                    .block(PATIENCE)));
        }
        sending.join();

        List<Long> ids = seen.stream().map(StreamIT::id).toList();
        assertThat(seen.get(0).event()).isEqualTo("initial_status");
        assertThat(seen.stream().filter(each -> "initial_status".equals(each.event())))
                .hasSize(1);
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(ids)
                .containsAll(
                        transitions.stream().filter(each -> each > ids.get(0)).toList());
        assertThat(seen.stream().map(each -> json(each).path("progress").asDouble()))
                .isSorted();
        assertThat(seen.get(seen.size() - 1).event()).isEqualTo("job_completed");
        assertThat(json(seen.get(seen.size() - 1)).path("progress").asDouble()).isEqualTo(100);
    }

    @RepeatedTest(5)
    void onesWhoJoinWhileEventsComeInSeeFromTheSnapshotToTheEndWithoutAGap() {
        Job job = Scenes.job("joined-" + System.nanoTime());
        all.send(Scenes.command(job));
        List<JobEvent> story = Scenes.story(job, 30, null);
        List<Long> transitions = new ArrayList<>();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> transitions.addAll(send(job, story)));
        List<List<ServerSentEvent<String>>> clients = Objects.requireNonNull(Flux.range(0, 8)
                .delayElements(Duration.ofMillis(20))
                .flatMap(ignored -> events(job.jobId(), null).collectList())
                .collectList()
                .block(PATIENCE));
        sending.join();
        for (List<ServerSentEvent<String>> seen : clients) {
            long from = id(seen.get(0));
            List<Long> ids = seen.stream().skip(1).map(StreamIT::id).toList();
            assertThat(ids).isSorted().doesNotHaveDuplicates();
            assertThat(ids)
                    .containsAll(
                            transitions.stream().filter(each -> each > from).toList());
            assertThat(seen.get(seen.size() - 1).event()).isEqualTo("job_completed");
        }
    }

    @Test
    void afterTheEndAClientThatComesBackIsToldThereIsNoMore() {
        Job job = Scenes.job("ended");
        all.send(Scenes.command(job));
        send(job, List.of(Scenes.queued(job), Scenes.started(job, 1), Scenes.failed(job, 1)));
        List<ServerSentEvent<String>> seen =
                Objects.requireNonNull(events(job.jobId(), null).collectList().block(PATIENCE));
        assertThat(seen.get(seen.size() - 1).event()).isEqualTo("job_failed");
        String last = seen.get(seen.size() - 1).id();
        await().untilAsserted(() -> assertThat(status(job.jobId(), last)).isEqualTo(HttpStatus.NO_CONTENT.value()));
        List<ServerSentEvent<String>> late =
                Objects.requireNonNull(events(job.jobId(), null).collectList().block(PATIENCE));
        assertThat(late.stream().map(ServerSentEvent::event)).containsExactly("initial_status", "job_failed");
    }

    @Test
    void aPositionThatIsNotOfThisLogBeginsAnew() {
        Job job = Scenes.job("resync");
        all.send(Scenes.command(job));
        send(job, Scenes.story(job, 2, null));
        List<ServerSentEvent<String>> seen = Objects.requireNonNull(
                events(job.jobId(), "999999999").collectList().block(PATIENCE));
        assertThat(seen.stream().map(ServerSentEvent::event)).startsWith("resync", "initial_status");
    }

    @Test
    void aJobThatRunsAgainGoesOnForOneWhoHasSeenItsEnd() {
        Job job = Scenes.job("again");
        all.send(Scenes.command(job));
        send(job, List.of(Scenes.queued(job), Scenes.started(job, 1), Scenes.failed(job, 1)));
        List<ServerSentEvent<String>> first =
                Objects.requireNonNull(events(job.jobId(), null).collectList().block(PATIENCE));
        String end = first.get(first.size() - 1).id();
        all.send(again(job, 2));
        await().untilAsserted(() -> assertThat(status(job)).isEqualTo("queued"));

        CompletableFuture<List<ServerSentEvent<String>>> second =
                events(job.jobId(), end).collectList().toFuture();
        all.send(List.of(Scenes.started(job, 2), Scenes.completed(job, 2, null)));
        List<ServerSentEvent<String>> seen = second.join();
        assertThat(seen.stream().map(ServerSentEvent::event))
                .containsExactly("job_update", "job_update", "job_completed");
        assertThat(seen.stream().map(each -> json(each).path("status").asString()))
                .containsExactly("queued", "processing", "completed");
        assertThat(seen.stream().map(StreamIT::id)).isSorted().doesNotHaveDuplicates();
    }

    /** One who lost its line before the end is told that end first, and the new run when it comes back. */
    @Test
    void anEndBetweenTwoRunsIsNotSkipped() {
        Job job = Scenes.job("again-unseen");
        all.send(Scenes.command(job));
        long seen = all.send(Scenes.queued(job)).offset();
        send(job, List.of(Scenes.started(job, 1), Scenes.failed(job, 1), again(job, 2)));
        await().untilAsserted(() -> assertThat(status(job)).isEqualTo("queued"));

        List<ServerSentEvent<String>> first = Objects.requireNonNull(
                events(job.jobId(), Long.toString(seen)).collectList().block(PATIENCE));
        assertThat(first.stream().map(ServerSentEvent::event)).containsExactly("job_update", "job_failed");
        List<ServerSentEvent<String>> second = Objects.requireNonNull(
                events(job.jobId(), first.get(1).id()).take(1).collectList().block(PATIENCE));
        assertThat(json(second.get(0)).path("status").asString()).isEqualTo("queued");
    }

    @Test
    void whatComesIsAsItIsDescribed() {
        var document = new AsyncApi();
        Job job = Scenes.job("described");
        all.send(Scenes.command(job));
        CompletableFuture<List<ServerSentEvent<String>>> seen =
                events(job.jobId(), "999999999").collectList().toFuture();
        send(job, Scenes.story(job, 3, null));
        assertThat(seen.join())
                .hasSizeGreaterThan(2)
                .allSatisfy(each ->
                        document.validate("/api/v1/jobs/{id}/stream", String.valueOf(each.event()), json(each)));
    }

    @Test
    void heartbeatsOfRunningWorkAreNoUpdates() {
        Job job = Scenes.job("heartbeats");
        all.send(Scenes.command(job));
        send(job, List.of(Scenes.queued(job), Scenes.started(job, 1)));
        CompletableFuture<List<ServerSentEvent<String>>> seen =
                events(job.jobId(), null).collectList().toFuture();
        for (int beat = 0; beat < 5; beat++) {
            all.send(JobEvent.of(job, JobEventType.HEARTBEAT, 1, Instant.parse("2026-11-21T09:00:10Z"), "")
                    .withId("beat-" + beat));
        }
        all.send(Scenes.completed(job, 1, null));
        assertThat(seen.join().stream()
                        .filter(each -> each.id() != null)
                        .map(StreamIT::id)
                        .skip(1))
                .doesNotHaveDuplicates();
        assertThat(seen.join().get(seen.join().size() - 1).event()).isEqualTo("job_completed");
        assertThat(seen.join()).hasSizeLessThan(5);
    }

    private static JobEvent again(Job job, int attempt) {
        return JobEvent.of(
                job, JobEventType.RETRY_REQUESTED, attempt, Instant.parse("2026-11-21T09:05:00Z"), "Runs once more");
    }

    private static String status(Job job) {
        return all.json(Surroundings.READER, "/api/v1/jobs/" + job.jobId())
                .path("status")
                .asString();
    }

    @Test
    void anUnknownJobHasNoStream() {
        assertThat(status("00000000-0000-0000-0000-000000000000", null)).isEqualTo(404);
    }

    /** Sends one after the other; returns the positions of those that moved the job, but for its numbers. */
    private static List<Long> send(Job job, List<JobEvent> story) {
        List<Long> transitions = new ArrayList<>();
        JobState state = JobState.fold(null, JobEvent.submitted(Scenes.command(job)), -1);
        for (JobEvent event : story) {
            long at = all.send(event).offset();
            JobState after = JobState.fold(state, event, at);
            if (!after.equals(state) && event.type() != JobEventType.STAGE_PROGRESSED) {
                transitions.add(at);
            }
            state = after;
        }
        return transitions;
    }

    private static Flux<ServerSentEvent<String>> events(String jobId, @Nullable String lastEventId) {
        return WebClient.create(all.address().toString())
                .get()
                .uri("/api/v1/jobs/" + jobId + "/stream")
                .headers(headers -> {
                    headers.setBearerAuth(Surroundings.READER);
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .filter(each -> each.data() != null);
    }

    private static int status(String jobId, @Nullable String lastEventId) {
        return all.client(Surroundings.READER)
                .get()
                .uri("/api/v1/jobs/" + jobId + "/stream")
                .headers(headers -> {
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private static boolean isLast(ServerSentEvent<String> event) {
        return "job_completed".equals(event.event());
    }

    private static Long id(ServerSentEvent<String> event) {
        return Long.valueOf(Objects.requireNonNull(event.id()));
    }

    private static JsonNode json(ServerSentEvent<String> event) {
        return Json.MAPPER.readTree(Objects.requireNonNull(event.data()));
    }
}

package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** Cancel, retry and priority, as a client sees them; the dataflow's part is played by the test. */
final class ControlIT {
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

    @BeforeEach
    void noDataflow() {
        all.ingest.dataflow = ignored -> {};
    }

    @Test
    void aCancelIsAnsweredWhenItCanBeRead() {
        Job job = queued("cancel");
        all.ingest.dataflow = control -> {
            assertThat(control.action()).isEqualTo(JobControl.Action.CANCEL);
            all.send(event(job, JobEventType.CANCELLED, 1));
        };
        JsonNode answer = post(job, "cancel", "{\"reason\": \"not needed\"}", 200);
        assertThat(answer.path("message").asString()).isEqualTo("Job " + job.jobId() + " has been cancelled");
        assertThat(answer.path("reason").asString()).isEqualTo("not needed");
        assertThat(status(job)).isEqualTo("cancelled");
        JsonNode record = all.json(Surroundings.SUBMITTER, "/api/v1/actions")
                .path("actions")
                .valueStream()
                .filter(each -> each.path("reason").asString("").equals("not needed"))
                .findFirst()
                .orElseThrow();
        assertThat(record.path("action").asString()).isEqualTo("cancel");
        assertThat(record.path("requested_by").asString()).isEqualTo("submitter");
        assertThat(all.json(
                                Surroundings.SUBMITTER,
                                "/api/v1/actions/" + record.path("id").asString())
                        .path("ids")
                        .toString())
                .isEqualTo("[\"" + job.jobId() + "\"]");
        assertThat(code(post(job, "cancel", "{}", 409))).isEqualTo("JOB_ENDED");
    }

    @Test
    void aJobThatEndsOtherwiseBeforeItsCancelIsAConflict() {
        Job job = queued("cancel-too-late");
        all.ingest.dataflow = ignored -> all.send(List.of(
                event(job, JobEventType.STARTED, 1),
                event(job, JobEventType.COMPLETED, 1).withManifest("videos/none/manifest.json")));
        assertThat(code(post(job, "cancel", "", 409))).isEqualTo("JOB_ENDED");
    }

    @Test
    void withTheDataflowAwayACancelSaysThatItHasBeenAskedFor() {
        Job job = queued("cancel-later");
        JsonNode answer = post(job, "cancel", "{}", 200);
        assertThat(answer.path("message").asString()).contains(job.jobId(), "will be cancelled");
        assertThat(status(job)).isEqualTo("queued");
    }

    @Test
    void aFailedJobIsRetriedAndOthersAreNot() {
        Job job = queued("retry");
        assertThat(code(post(job, "retry", "{}", 409))).isEqualTo("JOB_NOT_ENDED");
        end(job, JobEventType.FAILED, 1, Instant.now());
        all.ingest.dataflow = control -> {
            assertThat(control.force()).isFalse();
            retried(job, 2);
        };
        JsonNode retried = post(job, "retry", "{\"force\": false}", 200);
        assertThat(retried.path("id").asString()).isEqualTo(job.jobId());
        assertThat(retried.path("status").asString()).isEqualTo("queued");
        assertThat(retried.path("attempt").asInt()).isEqualTo(2);
        assertThat(retried.path("retry_count").asInt()).isEqualTo(1);
        assertThat(retried.path("priority").asInt()).isEqualTo(1);
        assertThat(retried.has("completed_at")).isFalse();
        assertThat(status(job)).isEqualTo("queued");
    }

    @Test
    void aCompletedJobIsRetriedByForceOnly() {
        Job job = queued("retry-completed");
        end(job, JobEventType.COMPLETED, 1, Instant.now());
        assertThat(code(post(job, "retry", "", 409))).isEqualTo("JOB_COMPLETED");
        all.ingest.dataflow = control -> {
            assertThat(control.force()).isTrue();
            retried(job, 2);
        };
        assertThat(post(job, "retry", "{\"force\": true}", 200).path("attempt").asInt())
                .isEqualTo(2);
    }

    @Test
    void tenRetriesByHandAreTheMost() {
        Job job = queued("retry-often");
        for (int attempt = 1; attempt <= 10; attempt++) {
            end(job, JobEventType.FAILED, attempt, Instant.now());
            int next = attempt + 1;
            all.ingest.dataflow = ignored -> retried(job, next);
            assertThat(post(job, "retry", "{}", 200).path("attempt").asInt()).isEqualTo(next);
        }
        end(job, JobEventType.FAILED, 11, Instant.now());
        assertThat(code(post(job, "retry", "{}", 409))).isEqualTo("RETRIES_EXHAUSTED");
    }

    @Test
    void aJobThatEndedLongAgoCanNotBeRetried() {
        Job job = queued("retry-expired");
        end(job, JobEventType.FAILED, 1, Instant.now().minus(Duration.ofDays(31)));
        assertThat(code(post(job, "retry", "{}", 409))).isEqualTo("JOB_EXPIRED");
    }

    @Test
    void aJobMovesInTheLineWhileItWaits() {
        Job job = queued("priority");
        all.ingest.dataflow = control -> all.send(JobEvent.of(
                job.withPriority(Objects.requireNonNull(control.priority())),
                JobEventType.REPRIORITIZED,
                1,
                Instant.now(),
                "Moved"));
        JsonNode moved = patch(job, "{\"priority\": 2}", 200);
        assertThat(moved.path("priority").asInt()).isEqualTo(2);
        JsonNode found = all.json(Surroundings.READER, "/api/v1/jobs?priority=2&q=priority");
        assertThat(found.path("total").asInt()).isEqualTo(1);
        all.send(event(job, JobEventType.STARTED, 1));
        await().until(() -> status(job).equals("processing"));
        assertThat(code(patch(job, "{\"priority\": 3}", 409))).isEqualTo("NOT_WAITING");
        end(job, JobEventType.FAILED, 1, Instant.now());
        assertThat(code(patch(job, "{\"priority\": 3}", 409))).isEqualTo("JOB_ENDED");
    }

    @Test
    void aWrongBodyIsRefusedWithTheFieldAtFault() {
        Job job = queued("wrong-body");
        for (String body : List.of(
                "", "{}", "{\"priority\": 0}", "{\"priority\": 10}", "{\"priority\": \"1\"}", "{\"priority\": 1.5}")) {
            assertThat(field(patch(job, body, 400))).isEqualTo("priority");
        }
        assertThat(field(post(job, "cancel", "{\"reason\": 5}", 400))).isEqualTo("reason");
        assertThat(field(post(job, "cancel", "{\"why\": \"so\"}", 400))).isEqualTo("why");
        assertThat(field(post(job, "retry", "{\"force\": \"yes\"}", 400))).isEqualTo("force");
        assertThat(code(post(job, "retry", "[", 400))).isEqualTo("INVALID_REQUEST");
        assertThat(code(post(job, "retry", "[]", 400))).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void onlyWhoMaySubmitAndOwnsTheJobControlsIt() {
        Job job = queued("foreign");
        for (String action : List.of("cancel", "retry")) {
            send(HttpMethod.POST, Surroundings.READER, path(job) + "/" + action, "{}", 403);
            send(HttpMethod.POST, Surroundings.STRANGER, path(job) + "/" + action, "{}", 403);
            send(
                    HttpMethod.POST,
                    Surroundings.SUBMITTER,
                    "/api/v1/jobs/" + UUID.randomUUID() + "/" + action,
                    "{}",
                    404);
        }
        Job strange = Scenes.job("of-bob", "bob", Scenes.options(null));
        all.send(Scenes.command(strange));
        send(HttpMethod.POST, Surroundings.SUBMITTER, path(strange) + "/cancel", "{}", 403);
        send(HttpMethod.PATCH, Surroundings.SUBMITTER, path(strange), "{\"priority\": 1}", 403);
        send(HttpMethod.PATCH, Surroundings.READER, path(job), "{\"priority\": 1}", 403);
    }

    @Test
    void theIntakeIsPausedAndResumed() {
        Job job = Scenes.job("paused", "carol", Scenes.options(null));
        all.send(Scenes.command(job));
        await().until(() -> all.json(Surroundings.ADMIN, path(job))
                .path("status")
                .asString()
                .equals("queued"));
        JsonNode matched =
                act(Surroundings.ADMIN, "{\"action\": \"pause\", \"filter\": {\"user_id\": \"carol\"}}", 202);
        assertThat(matched.path("matched").asLong()).isEqualTo(1);
        act(Surroundings.ADMIN, "{\"action\": \"resume\"}", 202);
        act(Surroundings.SUBMITTER, "{\"action\": \"pause\", \"filter\": {\"user_id\": \"alice\"}}", 202);
        String channel = UUID.randomUUID().toString();
        matched = act(
                Surroundings.ADMIN, "{\"action\": \"pause\", \"filter\": {\"channel_id\": \"" + channel + "\"}}", 202);
        assertThat(matched.path("matched").asLong()).isZero();
        assertThat(all.ingest.intake)
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"scope\":\"owner\",\"target\":\"carol\",\"paused\":true}",
                        "{\"scope\":\"all\",\"paused\":false}",
                        "{\"scope\":\"owner\",\"target\":\"alice\",\"paused\":true}",
                        "{\"scope\":\"channel\",\"target\":\"" + channel + "\",\"paused\":true}");
        act(Surroundings.SUBMITTER, "{\"action\": \"pause\"}", 403);
        act(Surroundings.SUBMITTER, "{\"action\": \"pause\", \"filter\": {\"user_id\": \"carol\"}}", 403);
        JsonNode listed = all.json(Surroundings.ADMIN, "/api/v1/actions").path("actions");
        assertThat(listed.valueStream().map(each -> each.path("action").asString() + each.path("filter")))
                .contains("pause{\"user_id\":\"carol\"}", "resume{}", "pause{\"user_id\":\"alice\"}");
        assertThat(field(act(Surroundings.ADMIN, "{\"action\": \"pause\", \"filter\": {\"channel_id\": \"x\"}}", 400)))
                .isEqualTo("filter.channel_id");
    }

    private static Job queued(String name) {
        Job job = Scenes.job(name);
        all.send(Scenes.command(job));
        all.send(event(job, JobEventType.QUEUED, 1));
        await().until(() -> all.json(Surroundings.READER, path(job) + "/history")
                        .path("events")
                        .size()
                == 2);
        return job;
    }

    private static void end(Job job, JobEventType type, int attempt, Instant time) {
        JobEvent ended = JobEvent.of(job, type, attempt, time, "Over");
        all.send(
                type == JobEventType.FAILED
                        ? ended.withError(Failure.of(ErrorCode.SOURCE_NOT_FOUND, "Over", Stage.DOWNLOADING))
                        : ended);
        await().until(() -> status(job).equals(type.word()));
    }

    private static void retried(Job job, int attempt) {
        all.send(event(job.withPriority(1), JobEventType.RETRY_REQUESTED, attempt));
    }

    private static JobEvent event(Job job, JobEventType type, int attempt) {
        return JobEvent.of(job, type, attempt, Instant.now(), "As the dataflow says");
    }

    private static String path(Job job) {
        return "/api/v1/jobs/" + job.jobId();
    }

    private static String status(Job job) {
        return all.json(Surroundings.READER, path(job)).path("status").asString();
    }

    private static String code(JsonNode problem) {
        return problem.path("code").asString();
    }

    private static String field(JsonNode problem) {
        return problem.path("errors").path(0).path("field").asString();
    }

    private static JsonNode post(Job job, String action, String body, int status) {
        return send(HttpMethod.POST, Surroundings.SUBMITTER, path(job) + "/" + action, body, status);
    }

    private static JsonNode patch(Job job, String body, int status) {
        return send(HttpMethod.PATCH, Surroundings.SUBMITTER, path(job), body, status);
    }

    private static JsonNode act(String key, String body, int status) {
        return send(HttpMethod.POST, key, "/api/v1/jobs/actions", body, status);
    }

    private static JsonNode send(HttpMethod method, String key, String path, String body, int status) {
        return Surroundings.json(
                all.client(key)
                        .method(method)
                        .uri(path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange(),
                status);
    }
}

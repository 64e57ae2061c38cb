package io.reelflow.status.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.IngestFake;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Actions on many jobs as a client sees them, and the controls that come of them. */
final class ActionIT {
    @TempDir
    static Path directory;

    private static Surroundings all;
    private static KafkaConsumer<String, byte[]> log;
    private static final List<JobControl> CONTROLS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        log = new KafkaConsumer<>(
                Map.of("bootstrap.servers", all.kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        log.assign(IntStream.range(0, 4)
                .mapToObj(each -> new TopicPartition(Topics.JOB_CONTROLS_BULK, each))
                .toList());
    }

    @AfterAll
    static void stop() throws Exception {
        log.close();
        all.close();
    }

    @Test
    void failedJobsAreRetriedByFilterEachOnceWithTheAttemptThatWasSeen() {
        List<Job> failed = List.of(failed("retry-a"), failed("retry-b"), failed("retry-c"));
        queued("retry-queued");
        String body = "{\"action\": \"retry\", \"filter\": {\"status_filter\": \"failed\", \"q\": \"/retry-\"}}";
        JsonNode preview = act(Surroundings.SUBMITTER, body.replace("{\"action\"", "{\"dry\": true, \"action\""), 200);
        assertThat(preview.path("matched").asInt()).isEqualTo(3);

        JsonNode accepted = act(Surroundings.SUBMITTER, body, 202);
        assertThat(accepted.path("matched").asInt()).isEqualTo(3);
        JsonNode done = completed(accepted);

        assertThat(done.path("done").asInt()).isEqualTo(3);
        assertThat(done.path("refused_count").asInt()).isZero();
        assertThat(done.path("requested_by").asString()).isEqualTo("submitter");
        assertThat(done.at("/filter/q").asString()).startsWith("sha256:");
        List<JobControl> controls = controls(accepted);
        assertThat(controls)
                .extracting(JobControl::jobId)
                .containsExactlyInAnyOrderElementsOf(
                        failed.stream().map(Job::jobId).toList());
        assertThat(controls).extracting(JobControl::controlId).doesNotHaveDuplicates();
        assertThat(controls).allSatisfy(control -> {
            assertThat(control.action()).isEqualTo(JobControl.Action.RETRY);
            assertThat(control.attempt()).isEqualTo(1);
            assertThat(control.owner()).isEqualTo(Scenes.OWNER);
            assertThat(control.requestedBy()).isEqualTo("submitter");
        });
    }

    @Test
    void whatDoesNotFitIsListedByJob() {
        Job waits = queued("cancel-waits");
        Job ended = failed("cancel-ended");
        Job strange = Scenes.job("cancel-strange", "bob", Scenes.options(null));
        all.send(Scenes.command(strange));
        await().until(() -> isThere(strange));
        String unknown = UUID.randomUUID().toString();

        JsonNode accepted = act(
                Surroundings.SUBMITTER,
                Json.text(Map.of(
                        "action",
                        "cancel",
                        "reason",
                        "not needed",
                        "ids",
                        List.of(waits.jobId(), ended.jobId(), strange.jobId(), unknown, waits.jobId()))),
                202);
        assertThat(accepted.path("matched").asInt()).isEqualTo(4);
        JsonNode done = completed(accepted);

        assertThat(done.path("done").asInt()).isEqualTo(1);
        assertThat(done.path("refused_count").asInt()).isEqualTo(3);
        assertThat(done.path("ids").size()).isEqualTo(4);
        assertThat(codes(done))
                .containsExactlyInAnyOrder(
                        ended.jobId() + " JOB_ENDED", strange.jobId() + " FORBIDDEN", unknown + " NOT_FOUND");
        assertThat(controls(accepted)).singleElement().satisfies(control -> {
            assertThat(control.jobId()).isEqualTo(waits.jobId());
            assertThat(control.reason()).isEqualTo("not needed");
        });

        JsonNode first = get(Surroundings.SUBMITTER, done, "?limit=2", 200);
        JsonNode second = get(
                Surroundings.SUBMITTER,
                done,
                "?limit=2&cursor=" + first.path("next_cursor").asString(),
                200);
        var paged = new ArrayList<>(codes(first));
        paged.addAll(codes(second));
        assertThat(paged).containsExactlyElementsOf(codes(done));
        assertThat(second.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void aJobThatWaitsIsMovedPausedAndResumedAndOneThatRunsIsNot() {
        Job waits = queued("move-waits");
        Job runs = queued("move-runs");
        all.send(event(runs, JobEventType.STARTED, 1));
        await().until(() -> status(runs).equals("processing"));
        String filter = "\"filter\": {\"q\": \"/move-\"}}";

        JsonNode moved = act(Surroundings.SUBMITTER, "{\"action\": \"priority\", \"priority\": 2, " + filter, 202);
        assertThat(codes(completed(moved))).containsExactly(runs.jobId() + " NOT_WAITING");
        assertThat(controls(moved)).extracting(JobControl::priority).containsExactly(2);

        JsonNode paused = act(Surroundings.ADMIN, "{\"action\": \"pause\", " + filter, 202);
        assertThat(codes(completed(paused))).containsExactly(runs.jobId() + " NOT_WAITING");
        assertThat(controls(paused)).extracting(JobControl::jobId).containsExactly(waits.jobId());
        assertThat(controls(paused)).extracting(JobControl::owner).containsOnlyNulls();

        JsonNode resumed = act(
                Surroundings.SUBMITTER,
                "{\"action\": \"resume\", \"ids\": [\"" + waits.jobId() + "\", \"" + runs.jobId() + "\"]}",
                202);
        assertThat(completed(resumed).path("done").asInt()).isEqualTo(2);
        assertThat(controls(resumed)).extracting(JobControl::action).containsOnly(JobControl.Action.RESUME);
    }

    @Test
    void theSameKeyAnswersTheSameAction() {
        failed("key-a");
        String body = "{\"action\": \"retry\", \"filter\": {\"q\": \"/key-\"}}";
        JsonNode first = act(Surroundings.SUBMITTER, body, "once", 202);
        completed(first);
        failed("key-b");
        JsonNode again = act(Surroundings.SUBMITTER, body, "once", 202);
        assertThat(again).isEqualTo(first);
        assertThat(controls(first)).hasSize(1);
        assertThat(act(Surroundings.ADMIN, body, "once", 202).path("id")).isNotEqualTo(first.path("id"));
    }

    @Test
    void aProcessThatDiedWhileItWroteIsFollowedByOneThatWritesTheSameAgainAndGoesOn() {
        List<Job> jobs = IntStream.range(0, 3)
                .mapToObj(each -> failed("died-" + each))
                .sorted(Comparator.comparing(Job::jobId))
                .toList();
        Job first = jobs.get(0);
        String id = UUID.randomUUID().toString();
        JdbcClient jdbc = all.service().getBean(JdbcClient.class);
        // In the order of their ids, all being created at the same moment.
        jdbc.sql("""
                        INSERT INTO actions (action_id, action, parameters, requested_by, state, matched, done, refused,
                                             created_at, updated_at, after_created_at, after_id, page_ids, page_attempts)
                        SELECT :id::uuid, 'retry', :wish::jsonb, 'ops', 'running', 3, 0, 0, now(), now(),
                               created_at, job_id, ARRAY[job_id], ARRAY[7]
                        FROM processing_jobs WHERE job_id = :job::uuid
                        """)
                .param("id", id)
                .param("wish", Json.text(Wish.of(Wish.Kind.RETRY, Map.of("q", "/died-"))))
                .param("job", first.jobId())
                .update();

        JsonNode action = Json.MAPPER.createObjectNode().put("id", id);
        assertThat(completed(action).path("done").asInt()).isEqualTo(3);
        assertThat(controls(action))
                .extracting(JobControl::jobId)
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(Job::jobId).toList());
        assertThat(controls(action))
                .filteredOn(control -> control.jobId().equals(first.jobId()))
                .singleElement()
                .satisfies(control -> {
                    assertThat(control.attempt()).isEqualTo(7);
                    assertThat(control.controlId())
                            .isEqualTo(
                                    UUID.nameUUIDFromBytes((id + "/" + first.jobId()).getBytes(StandardCharsets.UTF_8))
                                            .toString());
                });
    }

    @Test
    void moreJobsThanAPageAreAllMeantOnce() {
        int count = 2_300;
        List<Job> jobs = IntStream.range(0, count)
                .mapToObj(each -> Scenes.job("many-" + each, "carol", Scenes.options(null)))
                .toList();
        all.send(jobs.stream()
                .flatMap(job -> Stream.of(event(job, JobEventType.QUEUED, 1), failure(job)))
                .toList());
        String body = "{\"action\": \"retry\", \"filter\": {\"user_id\": \"carol\", \"status_filter\": \"failed\"}}";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> act(Surroundings.ADMIN, body.replace("{\"action\"", "{\"dry\": true, \"action\""), 200)
                                .path("matched")
                                .asInt()
                        == count);

        JsonNode accepted = act(Surroundings.ADMIN, body, 202);
        assertThat(completed(accepted).path("done").asInt()).isEqualTo(count);
        assertThat(controls(accepted)).hasSize(count);
        assertThat(controls(accepted)).extracting(JobControl::jobId).doesNotHaveDuplicates();
    }

    @Test
    void videosAreMadeAnewOnceEach() throws Exception {
        Job old = Scenes.job("again-stored");
        all.send(Scenes.command(old));
        all.send(Scenes.story(old, 2, Result.write(all.objects, old, new byte[] {1}, new byte[] {2})));
        Job empty = failed("again-empty");
        await().until(() -> status(old).equals("completed"));
        all.ingest.stored.clear();

        JsonNode accepted = act(
                Surroundings.SUBMITTER,
                "{\"action\": \"reprocess\", \"force_whisper\": true, \"filter\": {\"q\": \"/again-\"}}",
                202);
        JsonNode done = completed(accepted);

        assertThat(codes(done)).containsExactly(empty.jobId() + " NOTHING_STORED");
        assertThat(done.path("done").asInt()).isEqualTo(1);
        IngestFake.Stored asked = all.ingest.stored.get(0);
        assertThat(all.ingest.stored).hasSize(1);
        assertThat(asked.videoId()).isEqualTo(old.videoId());
        assertThat(asked.key()).isEqualTo(accepted.path("id").asString() + "/" + old.videoId());
        assertThat(asked.body().at("/options/force_whisper").asBoolean()).isTrue();
        assertThat(asked.body().path("user_id").asString()).isEqualTo(Scenes.OWNER);
    }

    @Test
    void nothingIsMeantByMistake() {
        for (String body : List.of(
                "{\"action\": \"cancel\"}",
                "{\"action\": \"cancel\", \"filter\": {}}",
                "{\"action\": \"retry\", \"filter\": {\"q\": \"x\"}, \"ids\": [\"" + UUID.randomUUID() + "\"]}")) {
            assertThat(field(act(Surroundings.SUBMITTER, body, 400))).isEqualTo("filter");
        }
        assertThat(field(act(Surroundings.SUBMITTER, "{\"action\": \"cancel\", \"filter\": {\"all\": false}}", 400)))
                .isEqualTo("filter.all");
        assertThat(field(act(
                        Surroundings.SUBMITTER,
                        "{\"action\": \"cancel\", \"filter\": {\"all\": true, \"q\": \"x\"}}",
                        400)))
                .isEqualTo("filter.all");
        assertThat(field(act(Surroundings.SUBMITTER, "{\"action\": \"cancel\", \"ids\": [\"x\"]}", 400)))
                .isEqualTo("ids[0]");
        assertThat(field(act(Surroundings.SUBMITTER, "{\"action\": \"cancel\", \"ids\": []}", 400)))
                .isEqualTo("ids");
        assertThat(field(act(
                        Surroundings.SUBMITTER, "{\"action\": \"cancel\", \"filter\": {\"colour\": \"red\"}}", 400)))
                .isEqualTo("colour");
        assertThat(field(act(
                        Surroundings.SUBMITTER,
                        "{\"action\": \"retry\", \"priority\": 3, \"filter\": {\"q\": \"x\"}}",
                        400)))
                .isEqualTo("priority");
        assertThat(field(act(Surroundings.SUBMITTER, "{\"action\": \"priority\", \"filter\": {\"q\": \"x\"}}", 400)))
                .isEqualTo("priority");
        assertThat(field(act(Surroundings.SUBMITTER, "{\"action\": \"dance\", \"filter\": {\"q\": \"x\"}}", 400)))
                .isEqualTo("action");
        assertThat(field(act(
                        Surroundings.SUBMITTER,
                        "{\"action\": \"reprocess\", \"model_size\": \"huge\", \"filter\": {\"q\": \"x\"}}",
                        400)))
                .isEqualTo("model_size");
        act(Surroundings.SUBMITTER, "{\"action\": \"cancel\", \"filter\": {\"user_id\": \"bob\"}}", 403);
        act(Surroundings.READER, "{\"action\": \"cancel\", \"filter\": {\"all\": true}}", 403);
    }

    @Test
    void whoDidWhatIsSeenByThemAndByAdmins() {
        Job job = queued("audit");
        JsonNode accepted =
                act(Surroundings.ADMIN, "{\"action\": \"cancel\", \"ids\": [\"" + job.jobId() + "\"]}", 202);
        completed(accepted);
        get(Surroundings.STRANGER, accepted, "", 403);
        get(Surroundings.READER, accepted, "", 403);
        JsonNode listed =
                all.json(Surroundings.ADMIN, "/api/v1/actions?limit=1000").path("actions");
        assertThat(listed.valueStream()).anySatisfy(each -> {
            assertThat(each.path("id")).isEqualTo(accepted.path("id"));
            assertThat(each.path("requested_by").asString()).isEqualTo("admin");
            assertThat(each.path("action").asString()).isEqualTo("cancel");
        });
        assertThat(all.json(Surroundings.STRANGER, "/api/v1/actions").path("actions"))
                .isEmpty();
        JsonNode page = all.json(Surroundings.ADMIN, "/api/v1/actions?limit=1");
        assertThat(page.path("actions")).hasSize(1);
        get(
                Surroundings.ADMIN,
                Json.MAPPER.createObjectNode().put("id", UUID.randomUUID().toString()),
                "",
                404);
    }

    @Test
    void whatGoesOverTheWireIsAsTheDocumentSays() {
        OpenApi document = new OpenApi();
        String request = "/paths/~1api~1v1~1jobs~1actions/post";
        String unknown = UUID.randomUUID().toString();
        for (String body : List.of(
                "{\"action\": \"cancel\", \"reason\": \"so\", \"ids\": [\"" + unknown + "\"]}",
                "{\"action\": \"priority\", \"priority\": 3, \"filter\": {\"q\": \"nothing-such\", \"priority\": 4}}",
                "{\"action\": \"retry\", \"force\": true, \"filter\": {\"created_before\": \"2000-01-01T00:00:00Z\"}}",
                "{\"action\": \"pause\", \"filter\": {\"all\": true}}",
                "{\"action\": \"resume\"}")) {
            document.validateRequest(request, Json.MAPPER.readTree(body));
            JsonNode accepted = act(Surroundings.ADMIN, body, 202);
            document.validateAnswer(request, 202, accepted);
            document.validateAnswer("/paths/~1api~1v1~1actions~1{id}/get", 200, completed(accepted));
        }
        String dry = "{\"action\": \"retry\", \"dry\": true, \"filter\": {\"all\": true}}";
        document.validateRequest(request, Json.MAPPER.readTree(dry));
        document.validateAnswer(request, 200, act(Surroundings.ADMIN, dry, 200));
        document.validateAnswer(
                "/paths/~1api~1v1~1actions/get", 200, all.json(Surroundings.ADMIN, "/api/v1/actions?limit=2"));
    }

    private static Job queued(String name) {
        Job job = Scenes.job(name);
        all.send(Scenes.command(job));
        all.send(event(job, JobEventType.QUEUED, 1));
        await().until(() -> isThere(job));
        return job;
    }

    private static Job failed(String name) {
        Job job = Scenes.job(name);
        all.send(Scenes.command(job));
        all.send(failure(job));
        await().until(() -> isThere(job) && status(job).equals("failed"));
        return job;
    }

    private static JobEvent failure(Job job) {
        return event(job, JobEventType.FAILED, 1)
                .withError(Failure.of(ErrorCode.SOURCE_NOT_FOUND, "Over", Stage.DOWNLOADING));
    }

    private static JobEvent event(Job job, JobEventType type, int attempt) {
        return JobEvent.of(job, type, attempt, Instant.now(), "As the dataflow says");
    }

    private static boolean isThere(Job job) {
        return all.json(Surroundings.ADMIN, "/api/v1/jobs?q=" + job.jobId())
                        .path("total")
                        .asInt()
                == 1;
    }

    private static String status(Job job) {
        return all.json(Surroundings.ADMIN, "/api/v1/jobs/" + job.jobId())
                .path("status")
                .asString();
    }

    private static JsonNode completed(JsonNode accepted) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> get(Surroundings.ADMIN, accepted, "", 200),
                        action -> action.path("status").asString().equals("completed"));
    }

    /** Those of the action that are in the log. */
    private static List<JobControl> controls(JsonNode accepted) {
        Map<TopicPartition, Long> ends = log.endOffsets(log.assignment());
        await().until(() -> {
            log.poll(Duration.ofMillis(100)).forEach(each -> CONTROLS.add(Json.read(each.value(), JobControl.class)));
            return ends.entrySet().stream().allMatch(end -> log.position(end.getKey()) >= end.getValue());
        });
        String id = accepted.path("id").asString();
        return CONTROLS.stream().filter(each -> id.equals(each.actionId())).toList();
    }

    private static List<String> codes(JsonNode action) {
        return action.path("refused")
                .valueStream()
                .map(each ->
                        each.path("id").asString() + " " + each.path("code").asString())
                .toList();
    }

    private static String field(JsonNode problem) {
        return problem.path("errors").path(0).path("field").asString();
    }

    private static JsonNode get(String key, JsonNode action, String query, int status) {
        return Surroundings.json(
                all.client(key)
                        .get()
                        .uri("/api/v1/actions/" + action.path("id").asString() + query)
                        .exchange(),
                status);
    }

    private static JsonNode act(String key, String body, int status) {
        return act(key, body, null, status);
    }

    private static JsonNode act(String key, String body, @Nullable String idempotencyKey, int status) {
        WebTestClient.RequestBodySpec request =
                all.client(key).post().uri("/api/v1/jobs/actions").contentType(MediaType.APPLICATION_JSON);
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return Surroundings.json(request.bodyValue(body).exchange(), status);
    }
}

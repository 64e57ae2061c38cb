package io.reelflow.status.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.ChannelRun;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What clients of {@code /api/v1/channels} may rely on. */
class ChannelIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant NEXT = Instant.parse("2099-01-01T00:00:00Z");
    private static final String CHANNELS = "/api/v1/channels";

    @TempDir
    private static Path directory;

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
    void theSameRequestAgainIsAnsweredWithTheChannelThatThereIs() {
        String body = "{\"url\": \"https://talks.example/again.xml\"}";

        JsonNode made = post(Surroundings.SUBMITTER, CHANNELS, body, 201);
        JsonNode known = post(Surroundings.SUBMITTER, CHANNELS, body, 200);

        assertThat(known.path("id")).isEqualTo(made.path("id"));
        assertThat(known.path("job_type").asString()).isEqualTo("channel");
        JsonNode channel =
                all.json(Surroundings.READER, CHANNELS + "/" + made.path("id").asString());
        fits("Channel", channel);
        assertThat(channel.at("/videos/total").asInt()).isZero();
    }

    @Test
    void aChannelTellsHowFarItsJobsAreAndWhatTheLastLookFound() {
        Job channel = channel("counted", Scenes.OWNER);
        all.send(Scenes.command(channel));
        for (int i = 0; i < 4; i++) {
            Job child = Scenes.child(channel, i);
            all.send(Scenes.command(child));
            all.send(Scenes.queued(child));
            if (i < 2) {
                all.send(i == 0 ? Scenes.completed(child, 1, null) : Scenes.failed(child, 1));
            }
        }
        all.send(Scenes.look(channel, 1, new ChannelRun("Talks", 9, 4, 2, Map.of("private", 3L), 60, 1, true), NEXT));

        JsonNode seen = await(
                channel,
                each -> each.has("next_check")
                        && each.path("failures").size() == 1
                        && each.at("/videos/completed").asInt() == 1
                        && each.at("/videos/queued").asInt() == 2);

        fits("Channel", seen);
        assertThat(seen.path("title").asString()).isEqualTo("Talks");
        assertThat(seen.path("videos").toString())
                .isEqualTo("{\"total\":4,\"pending\":0,\"queued\":2,\"processing\":0,\"retrying\":0,\"completed\":1,"
                        + "\"failed\":1,\"cancelled\":0}");
        assertThat(seen.path("failures").toString()).isEqualTo("{\"SOURCE_NOT_FOUND\":1}");
        assertThat(seen.path("run").toString())
                .isEqualTo("{\"listed\":9,\"created\":4,\"known\":2,\"skipped\":{\"private\":3},\"complete\":true}");
        assertThat(seen.at("/subscribe/every").asInt()).isEqualTo(3600);
        assertThat(seen.path("next_check").asString()).isEqualTo(NEXT.toString());
        assertThat(seen.path("dry_run").asBoolean()).isTrue();
        Map<String, Object> row = all.service()
                .getBean(JdbcClient.class)
                .sql(
                        "SELECT title, looks, listed, created, known, skipped ->> 'private' AS private, next_check_at IS NOT NULL"
                                + " AS next FROM channels WHERE channel_id = ?::uuid")
                .param(channel.jobId())
                .query()
                .singleRow();
        assertThat(row)
                .isEqualTo(Map.of(
                        "title", "Talks", "looks", 1, "listed", 9L, "created", 4L, "known", 2L, "private", "3", "next",
                        true));
        Map<String, Object> before = counts();
        all.service().getBean(JdbcClient.class).sql("SELECT recount_jobs()").query(each -> {});
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void oneSeesOnesOwnChannels() {
        Job own = channel("own", Scenes.OWNER);
        Job other = channel("other", "bob");
        for (Job each : new Job[] {own, other}) {
            all.send(Scenes.command(each));
            all.send(Scenes.look(each, 1, new ChannelRun(null, 0, 0, 0, Map.of(), 0, 0, true), NEXT));
        }
        await(own, each -> each.has("next_check"));
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(all.json(Surroundings.STRANGER, CHANNELS)
                                .path("total")
                                .asInt())
                        .isEqualTo(1));

        JsonNode page = all.json(Surroundings.STRANGER, CHANNELS + "?limit=5");
        fits("ChannelPage", page);
        assertThat(page.at("/channels/0/channel_id").asString()).isEqualTo(other.jobId());
        assertThat(all.json(Surroundings.READER, CHANNELS).path("channels").valueStream())
                .noneMatch(each -> each.path("channel_id").asString().equals(other.jobId()));
        assertThat(status(Surroundings.READER, CHANNELS + "/" + other.jobId())).isEqualTo(403);
        assertThat(status(
                        Surroundings.READER,
                        CHANNELS + "/" + Scenes.child(own, 1).jobId()))
                .isEqualTo(404);
        assertThat(status(Surroundings.READER, CHANNELS + "?limit=0")).isEqualTo(400);
        post(Surroundings.SUBMITTER, CHANNELS + "/" + other.jobId() + "/pause", "", 403);
    }

    @Test
    void anOwnerPausesAndResumesOnesChannel() {
        Job channel = channel("paused", Scenes.OWNER);
        all.send(Scenes.command(channel));
        Job child = Scenes.child(channel, 1);
        all.send(Scenes.command(child));
        all.send(Scenes.queued(child));
        await(channel, each -> each.at("/videos/queued").asInt() == 1);

        assertThat(post(Surroundings.SUBMITTER, CHANNELS + "/" + channel.jobId() + "/pause", "", 202)
                        .path("matched")
                        .asInt())
                .isEqualTo(1);
        fits("Channel", await(channel, each -> each.path("paused").asBoolean()));
        post(Surroundings.SUBMITTER, CHANNELS + "/" + channel.jobId() + "/resume", "", 202);
        await(channel, each -> !each.path("paused").asBoolean());

        assertThat(all.ingest.intake.stream()
                        .filter(each -> each.path("target").asString().equals(channel.jobId()))
                        .map(JsonNode::toString))
                .containsExactly(
                        "{\"scope\":\"channel\",\"target\":\"" + channel.jobId() + "\",\"paused\":true}",
                        "{\"scope\":\"channel\",\"target\":\"" + channel.jobId() + "\",\"paused\":false}");
    }

    @Test
    void aCancelEndsTheSubscriptionAndAllJobsThatHaveNotEndedAndARetryBringsThemBack() {
        Job channel = channel("ended", Scenes.OWNER);
        all.send(Scenes.command(channel));
        all.send(Scenes.look(channel, 1, new ChannelRun(null, 2, 2, 0, Map.of(), 0, 0, true), NEXT));
        Job waiting = Scenes.child(channel, 1);
        Job failed = Scenes.child(channel, 2);
        for (Job each : List.of(waiting, failed)) {
            all.send(Scenes.command(each));
            all.send(Scenes.queued(each));
        }
        all.send(Scenes.failed(failed, 1));
        await(
                channel,
                each -> each.has("next_check")
                        && each.at("/videos/queued").asInt() == 1
                        && each.at("/videos/failed").asInt() == 1);
        all.ingest.dataflow = control ->
                all.send(JobEvent.of(channel, JobEventType.UNSUBSCRIBED, 1, Instant.now(), "Cancelled: enough"));

        String path = CHANNELS + "/" + channel.jobId();
        JsonNode cancelled = post(Surroundings.SUBMITTER, path + "/cancel", "{\"reason\": \"enough\"}", 202);
        assertThat(cancelled.path("matched").asInt()).isEqualTo(1);
        assertThat(cancelled.path("actions")).hasSize(1);
        await(channel, each -> !each.has("next_check"));
        JsonNode retried = post(Surroundings.SUBMITTER, path + "/retry", "", 202);
        assertThat(retried.path("matched").asInt()).isEqualTo(1);

        String action = cancelled.at("/actions/0").asString();
        Awaitility.await()
                .atMost(LONG)
                .until(
                        () -> all.json(Surroundings.SUBMITTER, action)
                                .path("status")
                                .asString(),
                        "completed"::equals);
        assertThat(all.json(Surroundings.SUBMITTER, action).path("done").asInt())
                .isEqualTo(1);
        post(Surroundings.SUBMITTER, path + "/cancel", "{\"colour\": 1}", 400);
    }

    @Test
    void anEstimateIsWaitedForAndLeavesNoChannel() {
        all.ingest.listing = job -> all.send(
                Scenes.look(job, 1, new ChannelRun("Talks", 110, 0, 0, Map.of("private", 10L), 3000, 50, true), null));
        String body = "{\"url\": \"https://talks.example/estimate.xml\", \"job_type\": \"transcription\"}";

        JsonNode estimate = post(Surroundings.SUBMITTER, CHANNELS + "/estimate", body, 200);

        fits("ChannelEstimate", estimate);
        assertThat(estimate.toString())
                .isEqualTo("{\"videos\":100,\"hours\":1.67,\"bytes\":96000000,\"complete\":true}");
        assertThat(all.json(Surroundings.ADMIN, CHANNELS).path("channels").valueStream())
                .noneMatch(each -> each.path("url").asString().contains("estimate.xml"));

        all.ingest.listing = job -> all.send(failed(job));
        JsonNode problem = post(Surroundings.SUBMITTER, CHANNELS + "/estimate", body, 400);
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("url");
        assertThat(problem.at("/errors/0/code").asString()).isEqualTo("SOURCE_NOT_FOUND");
    }

    private static JobEvent failed(Job job) {
        return JobEvent.of(job, JobEventType.FAILED, 1, Instant.now(), "The source answered 404")
                .withError(
                        Failure.of(ErrorCode.SOURCE_NOT_FOUND, "The source answered 404", Stage.EXTRACTING_METADATA));
    }

    private static Job channel(String name, String owner) {
        return Scenes.channel(
                "channel-" + name,
                "https://talks.example/" + name + ".xml",
                owner,
                new ChannelRequest(JobType.METADATA, null, null, ChannelRequest.Filters.NONE, 3600L));
    }

    private static Map<String, Object> counts() {
        return all.service()
                .getBean(JdbcClient.class)
                .sql(
                        "SELECT string_agg(c::text, ' ' ORDER BY c::text) AS all_of_them FROM job_counts c WHERE jobs <> 0")
                .query()
                .singleRow();
    }

    /** The channel, once it tells that. */
    private static JsonNode await(Job channel, Predicate<JsonNode> told) {
        return Awaitility.await()
                .atMost(LONG)
                .until(
                        () -> {
                            JsonNode seen = known(channel);
                            return seen == null ? Json.MAPPER.createObjectNode() : seen;
                        },
                        told);
    }

    /** Null while nothing is known of it. */
    private static @Nullable JsonNode known(Job channel) {
        String path = CHANNELS + "/" + channel.jobId();
        return status(Surroundings.ADMIN, path) == 200 ? all.json(Surroundings.ADMIN, path) : null;
    }

    private static int status(String key, String path) {
        return all.client(key)
                .get()
                .uri(path)
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private static JsonNode post(String key, String path, String body, int status) {
        return Surroundings.json(
                all.client(key)
                        .post()
                        .uri(path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange(),
                status);
    }

    private static void fits(String name, @Nullable JsonNode document) {
        try (InputStream in = Objects.requireNonNull(ChannelIT.class.getResourceAsStream("/openapi.yaml"))) {
            JsonNode openapi = new YAMLMapper().readTree(in);
            ObjectNode schema = Json.MAPPER.createObjectNode();
            schema.put("$ref", "#/components/schemas/" + name);
            ObjectNode schemas = schema.putObject("components").putObject("schemas");
            openapi.at("/components/schemas").properties().stream()
                    .filter(each -> !each.getValue().toString().contains("schemas/v1/"))
                    .forEach(each -> schemas.set(each.getKey(), each.getValue()));
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(schema.toString(), InputFormat.JSON)
                            .validate(Json.text(Objects.requireNonNull(document)), InputFormat.JSON))
                    .as(name)
                    .isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

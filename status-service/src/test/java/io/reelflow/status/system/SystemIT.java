package io.reelflow.status.system;

import static io.reelflow.status.dashboard.Browser.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.OpenApi;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** What the system tells of itself. */
final class SystemIT {
    private static final String PATH = "/api/v1/system";

    @TempDir
    static Path directory;

    private static FlinkFake flink;
    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        flink = new FlinkFake();
        all = new Surroundings(directory).start(Map.of("REELFLOW_FLINK_URL", flink.url()));
        Instant begin = Instant.now().minusSeconds(600);
        Job done = Scenes.job("done");
        Job failing = Scenes.job("failing", "bob", JobOptions.DEFAULTS);
        Job waits = Scenes.job("waits");
        all.send(Scenes.since(begin, Scenes.story(done, 2, null)));
        all.send(Scenes.since(
                begin, List.of(Scenes.queued(failing), Scenes.started(failing, 1), Scenes.failed(failing, 1))));
        all.send(Scenes.since(begin, List.of(Scenes.queued(waits))));
        soon().until(() -> all.json(Surroundings.ADMIN, "/api/v1/jobs/stats")
                        .path("queued")
                        .asInt()
                == 1);
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
        flink.close();
    }

    @Test
    void anAdministratorSeesHowAllOfItDoes() {
        soon().untilAsserted(() ->
                assertThat(system(Surroundings.ADMIN).path("queue")).hasSize(1));
        JsonNode told = system(Surroundings.ADMIN);
        new OpenApi().validate(PATH, 200, told);
        assertThat(told.path("parts"))
                .hasSize(5)
                .allMatch(each -> each.path("state").asString().equals("up"));
        assertThat(told.path("jobs").path("total").asInt()).isEqualTo(3);
        assertThat(told.path("minutes")).hasSize(60);
        assertThat(sum(told.path("minutes"), "ended")).isEqualTo(2);
        assertThat(minute(told).path("p50_processing_time").asDouble()).isEqualTo(98);
        assertThat(minute(told).path("p50_waiting_time").asDouble()).isEqualTo(2);
        assertThat(stage(told, Stage.TRANSCRIBING).path("runs").asInt()).isEqualTo(4);
        assertThat(stage(told, Stage.TRANSCRIBING).path("p50").asDouble()).isEqualTo(2.5);
        assertThat(told.path("queue").path(0).path("priority").asInt()).isEqualTo(5);
        assertThat(told.path("queue").path(0).path("jobs").asInt()).isEqualTo(1);
        assertThat(told.path("checkpoints").path("age_seconds").asDouble()).isBetween(29.0, 600.0);
        assertThat(told.path("checkpoints").path("bytes").asLong()).isEqualTo(123_456);
        assertThat(told.path("disks")).hasSize(1);
        assertThat(told.path("disks").path(0).path("free_bytes").asLong()).isPositive();
        assertThat(told.path("database_bytes").asLong()).isPositive();
        assertThat(told.path("flink_url").asString()).isEqualTo(flink.url());
        soon().untilAsserted(() -> assertThat(sum(system(Surroundings.ADMIN).path("lag"), "records"))
                .isZero());
        assertThat(told.path("lag").path(0).path("reader").asString()).isEqualTo("read_model");
    }

    @Test
    void othersSeeTheStatesAndTheirOwnJobs() {
        JsonNode told = system(Surroundings.STRANGER);
        new OpenApi().validate(PATH, 200, told);
        assertThat(told.path("parts")).hasSize(5);
        assertThat(told.path("owner").asString()).isEqualTo("bob");
        assertThat(told.path("jobs").path("total").asInt()).isEqualTo(1);
        assertThat(sum(told.path("minutes"), "ended")).isEqualTo(1);
        assertThat(told.path("queue")).isEmpty();
        assertThat(told.path("stages")).isEmpty();
        assertThat(List.of("lag", "disks", "database_bytes", "flink_url")).noneMatch(told::has);
        all.anonymous().get().uri(PATH).exchange().expectStatus().isUnauthorized();
        all.client(Surroundings.ADMIN)
                .get()
                .uri(PATH + "?dry_run=perhaps")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void dryRunsAreToldOfApart() {
        JsonNode told = all.json(Surroundings.ADMIN, PATH + "?dry_run=true");
        assertThat(told.path("jobs").path("total").asInt()).isZero();
        assertThat(sum(told.path("minutes"), "ended")).isZero();
        assertThat(told.path("stages")).isEmpty();
    }

    @Test
    void aDataflowThatDoesNotRunWholeIsSaidToBeDegradedAndOneThatEndedDown() {
        flink.running = 4;
        soon().untilAsserted(() -> assertThat(part("flink")).isEqualTo("degraded: 4 of 10 tasks of the dataflow run"));
        flink.state = "RESTARTING";
        soon().untilAsserted(
                        () -> assertThat(part("flink")).startsWith("down: ").contains("RESTARTING"));
        flink.running = 10;
        flink.state = "RUNNING";
        soon().untilAsserted(() -> assertThat(part("flink")).startsWith("up: "));
    }

    @Test
    void everybodyIsToldInWordsWhatIsWrong() {
        soon().untilAsserted(() -> {
            JsonNode well = Surroundings.json(
                    all.anonymous()
                            .get()
                            .uri("/health")
                            .accept(MediaType.APPLICATION_JSON)
                            .exchange(),
                    200);
            new OpenApi().validate("/health", 200, well);
            assertThat(well.path("status").asString()).isEqualTo("up");
        });
        flink.running = 4;
        soon().untilAsserted(() -> {
            JsonNode degraded = Surroundings.json(
                    all.anonymous()
                            .get()
                            .uri("/health")
                            .accept(MediaType.APPLICATION_JSON)
                            .exchange(),
                    200);
            assertThat(degraded.path("status").asString()).isEqualTo("degraded");
            assertThat(degraded.path("problems").path(0).path("message").asString())
                    .startsWith("flink: 4 of 10 tasks of the dataflow run; jobs wait");
        });
        flink.state = "FAILED";
        soon().untilAsserted(() -> all.anonymous()
                .get()
                .uri("/health")
                .header("Accept", "text/plain")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("FAILED").endsWith("What to do: runbook, DataflowDown\n")));
        flink.running = 10;
        flink.state = "RUNNING";
        soon().untilAsserted(() -> assertThat(part("flink")).startsWith("up: "));
    }

    private static JsonNode system(String key) {
        return all.json(key, PATH);
    }

    private static String part(String name) {
        JsonNode part = find(system(Surroundings.ADMIN).path("parts"), "name", name);
        return part.path("state").asString() + ": " + part.path("message").asString();
    }

    private static JsonNode stage(JsonNode told, Stage stage) {
        return find(told.path("stages"), "stage", stage.word());
    }

    private static JsonNode minute(JsonNode told) {
        return StreamSupport.stream(told.path("minutes").spliterator(), false)
                .filter(each -> each.has("p50_processing_time"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode find(JsonNode among, String field, String value) {
        return StreamSupport.stream(among.spliterator(), false)
                .filter(each -> each.path(field).asString().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static long sum(JsonNode among, String field) {
        return StreamSupport.stream(among.spliterator(), false)
                .mapToLong(each -> each.path(field).asLong())
                .sum();
    }
}

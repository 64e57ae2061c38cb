package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** While nothing gets from the log into the tables. */
final class TablesBehindIT {
    @TempDir
    static Path directory;

    private static Surroundings all;
    private static WebTestClient submitter;

    private Connection inTheWay;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        submitter = all.client(Surroundings.SUBMITTER);
        Surroundings.json(post("known-since-long"), 201);
        await().until(() -> history("known-since-long").size() == 1);
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @BeforeEach
    void putTheTablesBehind() throws SQLException {
        inTheWay = DriverManager.getConnection(all.database.url(), "postgres", "postgres");
        try (var statement = inTheWay.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + ReadModelWriter.ONE_AT_A_TIME + ")");
        }
    }

    @AfterEach
    void letThemCatchUp() throws SQLException {
        inTheWay.close();
    }

    @Test
    void theFirstRequestIs201AndTheSameAgainIs200AllTheSame() {
        JsonNode first = Surroundings.json(post("behind"), 201);
        for (int i = 0; i < 3; i++) {
            JsonNode again = Surroundings.json(post("behind"), 200);
            assertThat(again.path("id")).isEqualTo(first.path("id"));
            assertThat(again.path("status").asString()).isEqualTo("queued");
        }
        assertThat(Surroundings.json(post("known-since-long"), 200).path("id").asString())
                .isEqualTo(Scenes.job("known-since-long").jobId());
    }

    @Test
    void aJobIsThereRightAfterItIsAcceptedAndAnotherIsNot() {
        JsonNode first = Surroundings.json(post("read-behind"), 201);
        JsonNode read =
                all.json(Surroundings.READER, "/api/v1/jobs/" + first.path("id").asString());
        for (String field : List.of("id", "status", "url", "priority", "created_at", "message")) {
            assertThat(read.path(field)).as(field).isEqualTo(first.path(field));
        }
        all.client(Surroundings.STRANGER)
                .get()
                .uri("/api/v1/jobs/" + first.path("id").asString())
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void aCancelIsAskedForAtOnceAndReadOnceTheTablesHoldIt() throws SQLException {
        Job job = Scenes.job("cancelled-behind");
        List<JobControl> asked = new ArrayList<>();
        all.ingest.dataflow = asked::add;
        Surroundings.json(post("cancelled-behind"), 201);
        submitter
                .post()
                .uri("/api/v1/jobs/" + job.jobId() + "/cancel")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(asked).hasSize(1);
        all.send(JobEvent.of(job, JobEventType.CANCELLED, 1, Instant.now(), "Cancelled"));
        letThemCatchUp();
        await().until(() -> all.json(Surroundings.READER, "/api/v1/jobs/" + job.jobId())
                .path("status")
                .asString()
                .equals("cancelled"));
        assertThat(history("cancelled-behind")).hasSize(2);
    }

    private static WebTestClient.ResponseSpec post(String name) {
        return submitter
                .post()
                .uri("/api/v1/jobs")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"url\": \"" + name + "\"}")
                .exchange();
    }

    private static JsonNode history(String name) {
        return all.json(Surroundings.READER, "/api/v1/jobs/" + Scenes.job(name).jobId() + "/history")
                .path("events");
    }
}

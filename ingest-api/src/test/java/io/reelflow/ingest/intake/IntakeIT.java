package io.reelflow.ingest.intake;

import static io.reelflow.ingest.Wire.code;
import static io.reelflow.ingest.Wire.json;
import static io.reelflow.ingest.Wire.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.ingest.IngestServer;
import io.reelflow.ingest.KafkaBroker;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.IntakeControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Pauses: who may, what they do here, and that every process of the service knows. */
class IntakeIT {
    private static final String JOB = "{\"url\": \"https://media.internal/a.mp4\"}";
    private static final String UPLOAD = "{\"filename\": \"a.mp4\", \"size\": 3}";

    private static KafkaBroker broker;
    private static IngestServer server;
    private static @Nullable IngestServer other;
    private static @Nullable IngestServer full;
    private static Path root;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        root = directory;
        broker = new KafkaBroker(directory.resolve("kafka"));
        server = new IngestServer(broker.bootstrapServers(), directory, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        if (other != null) {
            other.close();
        }
        if (full != null) {
            full.close();
        }
        broker.close();
    }

    @Test
    void whileEverythingIsPausedNothingIsTakenAnywhere() throws Exception {
        WebTestClient admin = server.client(IngestServer.ADMIN);
        WebTestClient anna = server.client(IngestServer.ANNA);
        pause(true);
        await().until(() -> post(anna, "/api/v1/jobs", JOB).getStatus().value() == 503);

        var refused = post(anna, "/api/v1/jobs", JOB);
        assertThat(code(refused, 503)).isEqualTo("INTAKE_PAUSED");
        assertThat(refused.getResponseHeaders().getFirst("Retry-After")).isEqualTo("30");
        assertThat(code(post(anna, "/api/v1/uploads", UPLOAD), 503)).isEqualTo("INTAKE_PAUSED");
        assertThat(code(post(admin, "/api/v1/jobs", JOB), 503)).isEqualTo("INTAKE_PAUSED");
        json(post(anna, "/api/v1/jobs/00000000-0000-0000-0000-000000000000/cancel", null), 202);

        // One that starts meanwhile knows before it answers.
        other = new IngestServer(broker.bootstrapServers(), Files.createDirectories(root.resolve("other")), Map.of());
        assertThat(code(post(other.client(IngestServer.ANNA), "/api/v1/jobs", JOB), 503))
                .isEqualTo("INTAKE_PAUSED");

        pause(false);
        await().until(() -> post(anna, "/api/v1/jobs", JOB).getStatus().value() == 201);
        json(post(anna, "/api/v1/uploads", UPLOAD), 201);
    }

    @Test
    void aDiskThatIsNearlyFullStopsIntakeBeforeItStopsTheSystem() throws Exception {
        Path directory = Files.createDirectories(root.resolve("full"));
        full = new IngestServer(
                broker.bootstrapServers(), directory, Map.of("REELFLOW_DISK_FREE_BYTES", "999999999999999999"));
        WebTestClient anna = full.client(IngestServer.ANNA);

        var refused = post(anna, "/api/v1/jobs", JOB);
        assertThat(code(refused, 503)).isEqualTo("STORAGE_FULL");
        assertThat(refused.getResponseHeaders().getFirst("Retry-After")).isEqualTo("60");
        assertThat(code(post(anna, "/api/v1/uploads", UPLOAD), 503)).isEqualTo("STORAGE_FULL");
        // What ends work makes room.
        json(post(anna, "/api/v1/jobs/00000000-0000-0000-0000-000000000000/cancel", null), 202);
    }

    private static void pause(boolean paused) {
        JsonNode answer = json(
                post(
                        server.client(IngestServer.ADMIN),
                        "/api/v1/intake",
                        "{\"scope\": \"all\", \"paused\": " + paused + "}"),
                202);
        assertThat(answer.get("paused").booleanValue()).isEqualTo(paused);
    }

    @Test
    void anOwnerPausesItselfAndNobodyElse() {
        WebTestClient anna = server.client(IngestServer.ANNA);

        JsonNode answer = json(post(anna, "/api/v1/intake", "{\"scope\": \"owner\", \"paused\": true}"), 202);

        assertThat(answer.get("target").stringValue()).isEqualTo("anna");
        assertThat(broker.records(Topics.INTAKE_CONTROLS).stream()
                        .filter(record -> record.key().equals("owner:anna"))
                        .map(record -> Json.read(record.value(), IntakeControl.class)))
                .allSatisfy(control -> {
                    assertThat(control.paused()).isTrue();
                    assertThat(control.requestedBy()).isEqualTo("k1");
                })
                .isNotEmpty();
        // An owner's jobs wait in line; they are taken in all the same.
        json(post(anna, "/api/v1/jobs", JOB), 201);
        for (String others : new String[] {
            "{\"scope\": \"all\", \"paused\": true}",
            "{\"scope\": \"owner\", \"target\": \"bert\", \"paused\": true}",
            "{\"scope\": \"channel\", \"target\": \"c1\", \"paused\": true}"
        }) {
            assertThat(code(post(anna, "/api/v1/intake", others), 403)).isEqualTo("FORBIDDEN");
        }
        assertThat(code(
                        post(
                                server.client(IngestServer.READER),
                                "/api/v1/intake",
                                "{\"scope\": \"owner\", \"paused\": true}"),
                        403))
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void whatIsWrongIsNamed() {
        WebTestClient admin = server.client(IngestServer.ADMIN);
        for (String wrong : new String[] {
            "{\"scope\": \"all\"}",
            "{\"paused\": true}",
            "{\"scope\": \"everyone\", \"paused\": true}",
            "{\"scope\": \"all\", \"target\": \"x\", \"paused\": true}",
            "{\"scope\": \"channel\", \"paused\": true}",
            "{\"scope\": \"all\", \"paused\": \"yes\"}"
        }) {
            assertThat(code(post(admin, "/api/v1/intake", wrong), 400)).isEqualTo("INVALID_VALUE");
        }
    }
}

package io.reelflow.ingest.key;

import static io.reelflow.ingest.Wire.call;
import static io.reelflow.ingest.Wire.code;
import static io.reelflow.ingest.Wire.json;
import static io.reelflow.ingest.Wire.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.ingest.IngestServer;
import io.reelflow.ingest.KafkaBroker;
import io.reelflow.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Keys that are made and taken away while the service runs. */
class KeyIT {
    private static final String JOB = "{\"url\": \"https://media.internal/a.mp4\"}";

    private static KafkaBroker broker;
    private static IngestServer server;
    private static @Nullable IngestServer other;
    private static WebTestClient admin;
    private static Path root;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        root = directory;
        broker = new KafkaBroker(directory.resolve("kafka"));
        server = new IngestServer(broker.bootstrapServers(), directory, Map.of());
        admin = server.client(IngestServer.ADMIN);
    }

    @AfterAll
    static void stop() {
        server.close();
        if (other != null) {
            other.close();
        }
        broker.close();
    }

    @Test
    void aKeyWorksFromItsMakingToItsDeletionInEveryProcess() throws Exception {
        JsonNode made = json(post(admin, "/api/v1/keys", "{\"roles\": [\"submit\"], \"owner\": \"carl\"}"), 201);
        String key = made.get("key").stringValue();
        String id = made.get("id").stringValue();
        assertThat(key).matches("rf_[A-Za-z0-9_-]{43}");

        await().until(() ->
                post(server.client(key), "/api/v1/jobs", JOB).getStatus().value() == 201);
        assertThat(json(post(server.client(key), "/api/v1/jobs", JOB), 201)
                        .get("user_id")
                        .stringValue())
                .isEqualTo("carl");
        assertThat(code(call(server.client(key), HttpMethod.GET, "/api/v1/keys", null), 403))
                .isEqualTo("FORBIDDEN");
        // One that starts afterwards knows it from its first answer on.
        other = new IngestServer(broker.bootstrapServers(), Files.createDirectories(root.resolve("other")), Map.of());
        json(post(other.client(key), "/api/v1/jobs", JOB), 201);

        assertThat(call(admin, HttpMethod.DELETE, "/api/v1/keys/" + id, null)
                        .getStatus()
                        .value())
                .isEqualTo(204);
        await().until(() ->
                post(server.client(key), "/api/v1/jobs", JOB).getStatus().value() == 401);
        assertThat(code(call(admin, HttpMethod.DELETE, "/api/v1/keys/" + id, null), 404))
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void onlyHashesAreKeptAndListsShowNoSecret() {
        JsonNode made = json(post(admin, "/api/v1/keys", "{\"roles\": [\"read\", \"submit\"]}"), 201);
        String id = made.get("id").stringValue();
        assertThat(made.get("owner").stringValue()).isEqualTo("root");
        await().until(() -> listed().contains(id));

        assertThat(listed())
                .contains("\"k1\"", "\"file\":true", "\"file\":false")
                .doesNotContain(made.get("key").stringValue(), "sha256");
        assertThat(broker.records(Topics.API_KEYS))
                .filteredOn(record -> record.key().equals(id))
                .singleElement()
                .satisfies(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
                        .doesNotContain(made.get("key").stringValue()));
    }

    private static String listed() {
        return json(call(admin, HttpMethod.GET, "/api/v1/keys", null), 200).toString();
    }

    @Test
    void aKeyOfTheFileStays() {
        assertThat(code(call(admin, HttpMethod.DELETE, "/api/v1/keys/k1", null), 409))
                .isEqualTo("CONFLICT");
        assertThat(code(call(admin, HttpMethod.DELETE, "/api/v1/keys/unheard", null), 404))
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void theSameIdempotencyKeyMakesNoSecondKey() {
        String body = "{\"roles\": [\"read\"]}";
        String id = json(post(admin, "/api/v1/keys", body, "Idempotency-Key", "once"), 201)
                .get("id")
                .stringValue();
        await().until(() -> listed().contains(id));

        assertThat(code(post(admin, "/api/v1/keys", body, "Idempotency-Key", "once"), 409))
                .isEqualTo("CONFLICT");
    }

    @Test
    void onlyAnAdminMayAndWhatIsWrongIsNamed() {
        assertThat(code(post(server.client(IngestServer.ANNA), "/api/v1/keys", "{\"roles\": [\"read\"]}"), 403))
                .isEqualTo("FORBIDDEN");
        for (String wrong : new String[] {
            "{}",
            "{\"roles\": []}",
            "{\"roles\": \"read\"}",
            "{\"roles\": [\"root\"]}",
            "{\"roles\": [\"read\", \"read\"]}",
            "{\"roles\": [\"read\"], \"owner\": 1}"
        }) {
            assertThat(code(post(admin, "/api/v1/keys", wrong), 400)).isEqualTo("INVALID_VALUE");
        }
    }
}

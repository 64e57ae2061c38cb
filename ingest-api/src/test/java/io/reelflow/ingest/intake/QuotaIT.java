package io.reelflow.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.ingest.IngestServer;
import io.reelflow.ingest.KafkaBroker;
import io.reelflow.ingest.Wire;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.IntakeControl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Quotas of owners: who sets them, what the scheduler is told, and what is refused at the door. */
class QuotaIT {
    private static final String QUOTAS = "/api/v1/quotas";

    private static KafkaBroker broker;
    private static IngestServer server;
    private static WebTestClient admin;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new KafkaBroker(directory.resolve("kafka"));
        server = new IngestServer(broker.bootstrapServers(), directory, Map.of());
        admin = server.client(IngestServer.ADMIN);
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void oneTooManyInTheHourIsRefusedByPostAndByLineAndOthersGoOn() {
        set("{\"owner\": \"anna\", \"max_running\": 2, \"max_per_hour\": 3}");
        assertThat(post("a").getStatus().value()).isEqualTo(201);

        List<JsonNode> answers = lines("b", "c", "d", "e");
        assertThat(answers.stream().map(each -> each.at("/error/code").asString("")))
                .containsExactly("", "", "QUOTA_EXCEEDED", "QUOTA_EXCEEDED");
        var refused = post("f");
        assertThat(Wire.code(refused, 429)).isEqualTo("QUOTA_EXCEEDED");
        assertThat(Integer.parseInt(String.valueOf(refused.getResponseHeaders().getFirst("Retry-After"))))
                .isBetween(1_000, 1_201);
        assertThat(Wire.post(admin, "/api/v1/jobs", body("g")).getStatus().value())
                .isEqualTo(201);

        IntakeControl told = broker.records(Topics.INTAKE_CONTROLS).stream()
                .filter(record -> record.key().equals("quota:anna"))
                .map(record -> Json.read(record.value(), IntakeControl.class))
                .findFirst()
                .orElseThrow();
        assertThat(told.quota()).isEqualTo(new IntakeControl.Quota(2, 3));
        assertThat(told.requestedBy()).isEqualTo("k3");

        set("{\"owner\": \"anna\"}");
        assertThat(post("f").getStatus().value()).isEqualTo(201);
    }

    @Test
    void onlyAdminsSetAndSeeThemAndWhatIsWrongIsNamed() {
        WebTestClient anna = server.client(IngestServer.ANNA);
        assertThat(Wire.code(Wire.post(anna, QUOTAS, "{\"owner\": \"anna\"}"), 403))
                .isEqualTo("FORBIDDEN");
        assertThat(Wire.code(Wire.call(anna, HttpMethod.GET, QUOTAS, null), 403))
                .isEqualTo("FORBIDDEN");
        JsonNode wrong = Wire.json(Wire.post(admin, QUOTAS, "{\"max_running\": -2, \"most\": 1}"), 400);
        assertThat(wrong.get("errors"))
                .map(each -> each.get("field").asString())
                .containsExactlyInAnyOrder("max_running", "most", "owner");
    }

    private static void set(String quota) {
        JsonNode asked = Json.MAPPER.readTree(quota);
        assertThat(Wire.json(Wire.post(admin, QUOTAS, quota), 202)).isEqualTo(asked);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonNode listed = Wire.json(Wire.call(admin, HttpMethod.GET, QUOTAS, null), 200)
                    .get("quotas");
            if (asked.size() == 1) {
                assertThat(listed).isEmpty();
            } else {
                assertThat(listed).containsExactly(asked);
            }
        });
    }

    private static EntityExchangeResult<byte[]> post(String name) {
        return Wire.post(server.client(IngestServer.ANNA), "/api/v1/jobs", body(name));
    }

    private static String body(String name) {
        return "{\"url\": \"https://media.internal/" + name + ".mp4\"}";
    }

    private static List<JsonNode> lines(String... names) {
        byte[] answer = server.client(IngestServer.ANNA)
                .post()
                .uri("/api/v1/jobs/batch")
                .contentType(MediaType.APPLICATION_NDJSON)
                .bodyValue(String.join(
                                "\n", List.of(names).stream().map(QuotaIT::body).toList())
                        .getBytes(StandardCharsets.UTF_8))
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return new String(Objects.requireNonNull(answer), StandardCharsets.UTF_8)
                .lines()
                .map(Json.MAPPER::readTree)
                .toList();
    }
}

package io.reelflow.ingest.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.ingest.IngestServer;
import io.reelflow.ingest.KafkaBroker;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;

/** Intake when the broker goes away and comes back. */
class OutageIT {
    @Test
    void whatWasAnswered201IsInTheLogAndIntakeComesBackByItself(@TempDir Path directory) throws Exception {
        try (var broker = new KafkaBroker(directory.resolve("kafka"));
                var server = new IngestServer(broker.bootstrapServers(), directory, Map.of())) {
            String before = accepted(post(server, "before"));

            broker.stop();
            EntityExchangeResult<byte[]> refused = post(server, "during");
            assertThat(refused.getStatus().value()).isEqualTo(503);
            assertThat(refused.getResponseHeaders().getFirst("Retry-After")).isEqualTo("5");
            assertThat(health(server)).isEqualTo(503);

            broker.restart();
            String during = accepted(post(server, "during"));
            String after = accepted(post(server, "after"));

            assertThat(health(server)).isEqualTo(200);
            assertThat(broker.records(Topics.JOB_COMMANDS).stream()
                            .map(ConsumerRecord::key)
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(before, during, after);
        }
    }

    /** Each line is answered all the same: with an id if it is in the log, else with an error, and the file may come again. */
    @Test
    void linesOfABatchAreAnsweredWhileTheBrokerIsAway(@TempDir Path directory) throws Exception {
        try (var broker = new KafkaBroker(directory.resolve("kafka"));
                var server = new IngestServer(broker.bootstrapServers(), directory, Map.of())) {
            List<JsonNode> before = batch(server, 10);
            broker.stop();
            List<JsonNode> during = batch(server, 2_000);
            broker.restart();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> batch(server, 1).get(0).has("id"));
            List<JsonNode> after = batch(server, 2_000);

            assertThat(during).hasSize(2_000);
            assertThat(during.stream().map(each -> each.at("/error/code").asString("")))
                    .containsOnly("INTAKE_UNAVAILABLE");
            assertThat(during.get(1_999).get("line").intValue()).isEqualTo(2_000);
            assertThat(after).allMatch(each -> each.has("id"));
            assertThat(after.subList(0, 10)).isEqualTo(before);
            Set<String> keys = broker.records(Topics.JOB_COMMANDS_BULK).stream()
                    .map(ConsumerRecord::key)
                    .collect(Collectors.toSet());
            assertThat(keys)
                    .containsExactlyInAnyOrderElementsOf(after.stream()
                            .map(each -> each.get("id").stringValue())
                            .toList());
        }
    }

    private static List<JsonNode> batch(IngestServer server, int lines) {
        String file = IntStream.range(0, lines)
                .mapToObj(i -> "{\"url\": \"http://media.internal/" + i + ".mp4\"}")
                .collect(Collectors.joining("\n"));
        byte[] answer = server.client(IngestServer.ANNA)
                .post()
                .uri("/api/v1/jobs/batch")
                .contentType(MediaType.APPLICATION_NDJSON)
                .bodyValue(file.getBytes(StandardCharsets.UTF_8))
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return new String(Objects.requireNonNull(answer), StandardCharsets.UTF_8)
                .lines()
                .map(Json.MAPPER::readTree)
                .toList();
    }

    private static String accepted(EntityExchangeResult<byte[]> result) {
        assertThat(result.getStatus().value()).isEqualTo(201);
        return Json.MAPPER.readTree(result.getResponseBody()).get("id").stringValue();
    }

    private static int health(IngestServer server) {
        return server.stranger()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private static EntityExchangeResult<byte[]> post(IngestServer server, String name) {
        return server.client(IngestServer.ANNA)
                .post()
                .uri("/api/v1/jobs")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"url\": \"http://media.internal/" + name + ".mp4\"}")
                .exchange()
                .expectBody()
                .returnResult();
    }
}

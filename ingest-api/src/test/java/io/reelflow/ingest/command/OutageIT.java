package io.reelflow.ingest.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.ingest.IngestServer;
import io.reelflow.ingest.KafkaBroker;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

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

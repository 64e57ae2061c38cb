package io.reelflow.ingest.control;

import static io.reelflow.ingest.Wire.call;
import static io.reelflow.ingest.Wire.code;
import static io.reelflow.ingest.Wire.json;
import static io.reelflow.ingest.Wire.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.ingest.IngestServer;
import io.reelflow.ingest.KafkaBroker;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobControl;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Cancel, retry and priority, as a record each in the log. */
class ControlIT {
    private static KafkaBroker broker;
    private static IngestServer server;
    private static WebTestClient anna;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new KafkaBroker(directory.resolve("kafka"));
        server = new IngestServer(broker.bootstrapServers(), directory, Map.of());
        anna = server.client(IngestServer.ANNA);
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void aCancelIsInTheLogWhereTheAnswerSaysItIs() {
        String id = UUID.randomUUID().toString();
        var answer = post(anna, "/api/v1/jobs/" + id + "/cancel", "{\"reason\": \"the wrong video\"}");

        JobControl control = control(answer);
        assertThat(json(answer, 202).get("control_id").stringValue()).isEqualTo(control.controlId());
        assertThat(json(answer, 202).get("job_id").stringValue()).isEqualTo(id);
        assertThat(control.jobId()).isEqualTo(id);
        assertThat(control.action()).isEqualTo(JobControl.Action.CANCEL);
        assertThat(control.reason()).isEqualTo("the wrong video");
        assertThat(control.owner()).isEqualTo("anna");
        assertThat(control.requestedBy()).isEqualTo("k1");
    }

    @Test
    void anAdminMayChangeAnybodysJobAndABodyMayBeLeftOut() {
        String path = "/api/v1/jobs/" + UUID.randomUUID();
        JobControl retry = control(post(server.client(IngestServer.ADMIN), path + "/retry", null));

        assertThat(retry.action()).isEqualTo(JobControl.Action.RETRY);
        assertThat(retry.owner()).isNull();
        assertThat(retry.force()).isFalse();
        assertThat(retry.attempt()).isNull();
        assertThat(control(post(anna, path + "/retry", "{\"attempt\": 3}")).attempt())
                .isEqualTo(3);
        assertThat(control(post(anna, path + "/retry", "{\"force\": true}")).force())
                .isTrue();
        assertThat(control(post(anna, path + "/cancel", null)).reason()).isNull();
    }

    @Test
    void aPriorityIsFromOneToNine() {
        String path = "/api/v1/jobs/" + UUID.randomUUID();

        JobControl moved = control(call(anna, HttpMethod.PATCH, path, "{\"priority\": 2}"));

        assertThat(moved.action()).isEqualTo(JobControl.Action.PRIORITY);
        assertThat(moved.priority()).isEqualTo(2);
        for (String wrong : new String[] {"{}", "{\"priority\": 0}", "{\"priority\": 10}", "{\"priority\": \"1\"}"}) {
            assertThat(code(call(anna, HttpMethod.PATCH, path, wrong), 400)).isEqualTo("INVALID_VALUE");
        }
    }

    @Test
    void theSameIdempotencyKeyIsTheSameControl() {
        String cancel = "/api/v1/jobs/" + UUID.randomUUID() + "/cancel";

        String first =
                control(post(anna, cancel, null, "Idempotency-Key", "one")).controlId();

        assertThat(control(post(anna, cancel, null, "Idempotency-Key", "one")).controlId())
                .isEqualTo(first);
        assertThat(control(post(anna, cancel, null, "Idempotency-Key", "two")).controlId())
                .isNotEqualTo(first);
        assertThat(control(post(anna, cancel, null)).controlId()).isNotEqualTo(first);
        assertThat(code(post(anna, cancel, null, "Idempotency-Key", "two words"), 400))
                .isEqualTo("INVALID_HEADER");
    }

    @Test
    void whatIsWrongIsAProblem() {
        String path = "/api/v1/jobs/" + UUID.randomUUID();

        assertThat(code(post(anna, "/api/v1/jobs/no-uuid/cancel", null), 404)).isEqualTo("NOT_FOUND");
        assertThat(code(post(anna, path + "/cancel", "{\"why\": 1}"), 400)).isEqualTo("UNKNOWN_FIELD");
        assertThat(code(post(anna, path + "/retry", "{\"force\": 1}"), 400)).isEqualTo("INVALID_VALUE");
        assertThat(code(post(anna, path + "/retry", "[]"), 400)).isEqualTo("MALFORMED_JSON");
        assertThat(code(call(anna, HttpMethod.DELETE, path + "/retry", null), 405))
                .isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(code(post(server.client(IngestServer.READER), path + "/cancel", null), 403))
                .isEqualTo("FORBIDDEN");
        assertThat(code(post(server.stranger(), path + "/cancel", null), 401)).isEqualTo("UNAUTHORIZED");
        assertThat(code(
                        anna.post()
                                .uri(path + "/cancel")
                                .contentType(MediaType.TEXT_PLAIN)
                                .bodyValue("please")
                                .exchange()
                                .expectBody()
                                .returnResult(),
                        415))
                .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        assertThat(code(post(anna, path + "/cancel", "{\"reason\": \"" + "x".repeat(100_000) + "\"}"), 413))
                .isEqualTo("CONTENT_TOO_LARGE");
    }

    /** The record that an answer of 202 points at. */
    private static JobControl control(EntityExchangeResult<byte[]> answer) {
        json(answer, 202);
        String position = String.valueOf(answer.getResponseHeaders().getFirst("X-Reelflow-Position"));
        ConsumerRecord<String, byte[]> record = broker.records(Topics.JOB_CONTROLS).stream()
                .filter(each -> position.equals(each.partition() + ":" + each.offset()))
                .findFirst()
                .orElseThrow();
        JobControl control = Json.read(record.value(), JobControl.class);
        assertThat(record.key()).isEqualTo(control.jobId());
        return control;
    }
}

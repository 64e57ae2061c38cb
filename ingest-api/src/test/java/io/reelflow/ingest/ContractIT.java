package io.reelflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The running service says what the committed documents say it does. */
class ContractIT {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static KafkaBroker broker;
    private static IngestServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new KafkaBroker(directory.resolve("kafka"));
        server = new IngestServer(broker.bootstrapServers(), directory, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void jobsAndCommandsFitTheirSchemas() {
        String body = """
                {"url": "https://media.internal/a.mp4", "priority": 1, "user_id": "anna", "force": true, "job_type": "shorts",
                 "options": {"language": "de", "clip_duration": 60, "watermark": {"text": "x"}, "captions": {"style": "boxed"},
                             "slides": {"min_seconds": 3}, "include_comments": true, "max_comments": 100000, "dry_run": true,
                             "webhook_url": "https://media.internal/hook?token=1"}, "not_before": "2026-01-01T00:00:00+01:00"}""";
        assertThat(component("JobRequest", Json.MAPPER.readTree(body))).isEmpty();

        JsonNode job = post("/api/v1/jobs", body, 201);

        assertThat(errors("job.json", job)).isEmpty();
        assertThat(job.get("command_id").isString()).isTrue();
        broker.records(Topics.JOB_COMMANDS)
                .forEach(record -> assertThat(errors("job-command.json", Json.MAPPER.readTree(record.value())))
                        .isEmpty());
    }

    @Test
    void uploadsAndProblemsFitTheirSchemas() {
        assertThat(component("Upload", post("/api/v1/uploads", "{\"filename\": \"a.mp4\", \"size\": 3}", 201)))
                .isEmpty();
        assertThat(errors("problem.json", post("/api/v1/uploads", "{}", 400))).isEmpty();
        assertThat(errors("problem.json", post("/api/v1/jobs", "{", 400))).isEmpty();
        assertThat(errors("problem.json", post("/api/v1/nothing", "{}", 404))).isEmpty();
    }

    /** The examples of the document are requests that work, and the answers are of the shapes it gives. */
    @Test
    void theExamplesOfTheDocumentWork() {
        JsonNode paths = new YAMLMapper().readTree(resource("/openapi.yaml")).path("paths");
        String job = "/api/v1/jobs/" + UUID.randomUUID();
        for (String[] each : new String[][] {
            {"POST", "/api/v1/jobs/{id}/cancel", "CancelRequest", "202", "Asked"},
            {"POST", "/api/v1/jobs/{id}/retry", "RetryRequest", "202", "Asked"},
            {"PATCH", "/api/v1/jobs/{id}", "PriorityRequest", "202", "Asked"},
            {"POST", "/api/v1/channels", "ChannelRequest", "201", null},
            {"POST", "/api/v1/channels/estimate", "EstimateRequest", "201", null},
            {"POST", "/api/v1/intake", "IntakeRequest", "202", "IntakeRequest"},
            {"POST", "/api/v1/quotas", "Quota", "202", "Quota"},
            {"POST", "/api/v1/purges", "PurgeRequest", "202", "PurgeAccepted"},
            {"POST", "/api/v1/videos/{video_id}/jobs", "StoredJobRequest", "201", null},
            {"POST", "/api/v1/keys", "KeyRequest", "201", "MadeKey"},
        }) {
            JsonNode operation = paths.path(each[1]).path(each[0].toLowerCase(Locale.ROOT));
            JsonNode example = operation
                    .path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("example");
            assertThat(component(each[2], example)).as(each[1]).isEmpty();

            JsonNode answer = Wire.json(
                    Wire.call(
                            server.client(IngestServer.ADMIN),
                            HttpMethod.valueOf(each[0]),
                            each[1].replace("/api/v1/jobs/{id}", job).replace("{video_id}", "aaaaaaaaaaa"),
                            example.toString()),
                    Integer.parseInt(each[3]));
            assertThat(each[4] == null ? errors("job.json", answer) : component(each[4], answer))
                    .as(each[1])
                    .isEmpty();
        }
        JsonNode keys =
                Wire.json(Wire.call(server.client(IngestServer.ADMIN), HttpMethod.GET, "/api/v1/keys", null), 200);
        assertThat(component("KeyList", keys)).isEmpty();
        JsonNode quotas =
                Wire.json(Wire.call(server.client(IngestServer.ADMIN), HttpMethod.GET, "/api/v1/quotas", null), 200);
        assertThat(component("QuotaList", quotas)).isEmpty();
        for (String shown : List.of("/api/v1/keys", "/api/v1/stream-tokens")) {
            JsonNode content = paths.path(shown)
                    .path("post")
                    .path("responses")
                    .path("201")
                    .path("content")
                    .path("application/json");
            String name = content.path("schema").path("$ref").asString().replaceAll(".*/", "");
            assertThat(component(name, content.path("example"))).as(shown).isEmpty();
        }
    }

    @Test
    void theExampleOfABatchIsAnsweredLineByLineAsTheDocumentSays() {
        JsonNode batch = new YAMLMapper().readTree(resource("/openapi.yaml")).at("/paths/~1api~1v1~1jobs~1batch/post");
        String example =
                batch.at("/requestBody/content/application~1x-ndjson/example").asString();
        byte[] answer = server.client(IngestServer.ANNA)
                .post()
                .uri("/api/v1/jobs/batch")
                .contentType(MediaType.APPLICATION_NDJSON)
                .bodyValue(example.getBytes(StandardCharsets.UTF_8))
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();

        List<JsonNode> lines = new String(Objects.requireNonNull(answer), StandardCharsets.UTF_8)
                .lines()
                .map(Json.MAPPER::readTree)
                .toList();
        assertThat(lines).hasSize(2);
        for (JsonNode line : lines) {
            assertThat(component("BatchAnswer", line)).as(line.toString()).isEmpty();
        }
        String documented =
                batch.at("/responses/200/content/application~1x-ndjson/example").asString();
        assertThat(lines.get(1))
                .isEqualTo(Json.MAPPER.readTree(documented.lines().toList().get(1)));
    }

    /** Each leaf of the documented options, with a value that its schema refuses: the service refuses it too. */
    @Test
    void whatTheDocumentRefusesTheServiceRefuses() {
        for (String options : List.of(
                "{\"language\": 1}",
                "{\"whisper_model\": \"huge\"}",
                "{\"force_whisper\": \"no\"}",
                "{\"diarize\": 1}",
                "{\"clip_duration\": 181}",
                "{\"min_clip_duration\": 2}",
                "{\"overlap_duration\": 10.5}",
                "{\"max_clips\": 51}",
                "{\"output_format\": \"avi\"}",
                "{\"aspect_ratio\": \"4:3\"}",
                "{\"captions\": {\"burn\": 1}}",
                "{\"captions\": {\"size\": 1}}",
                "{\"watermark\": {}}",
                "{\"watermark\": {\"text\": \"x\", \"position\": \"middle\"}}",
                "{\"include_comments\": 1}",
                "{\"max_comments\": 100001}",
                "{\"max_comments\": -1}",
                "{\"slides\": {\"min_seconds\": 0}}",
                "{\"dry_run\": \"yes\"}",
                "{\"webhook_url\": 1}",
                "{\"unheard\": 1}")) {
            assertThat(component("JobOptions", Json.MAPPER.readTree(options)))
                    .as(options)
                    .isNotEmpty();
            post("/api/v1/jobs", "{\"url\": \"https://media.internal/a.mp4\", \"options\": " + options + "}", 400);
        }
    }

    private static JsonNode post(String path, String body, int status) {
        EntityExchangeResult<byte[]> result = server.client(IngestServer.ANNA)
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectBody()
                .returnResult();
        assertThat(result.getStatus().value()).as(body).isEqualTo(status);
        return Json.MAPPER.readTree(result.getResponseBody());
    }

    private static List<Error> errors(String schema, JsonNode document) {
        return SCHEMAS.getSchema(
                        SchemaLocation.of("classpath:schemas/v1/" + schema),
                        resource("/schemas/v1/" + schema),
                        InputFormat.JSON)
                .validate(document);
    }

    /** OpenAPI 3.1 schemas are JSON Schemas: those of this service are taken out of the document as they are. */
    private static List<Error> component(String name, JsonNode document) {
        JsonNode openapi = new YAMLMapper().readTree(resource("/openapi.yaml"));
        ObjectNode schema = Json.MAPPER.createObjectNode();
        schema.put("$ref", "#/components/schemas/" + name);
        ObjectNode schemas = schema.putObject("components").putObject("schemas");
        schemas.set(name, openapi.at("/components/schemas/" + name));
        for (String inner : List.of("JobOptions", "Quota", "VideoJobType", "ChannelFilters")) {
            schemas.set(inner, openapi.at("/components/schemas/" + inner));
        }
        return SCHEMAS.getSchema(schema).validate(document);
    }

    private static String resource(String path) {
        try (InputStream in = Objects.requireNonNull(ContractIT.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.reelflow.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.ingest.IngestServer;
import io.reelflow.ingest.KafkaBroker;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** What a client of {@code POST /api/v1/jobs} may rely on, against a real broker. */
class JobSubmissionIT {
    private static final String TALK = "{\"youtube_url\": \"https://youtu.be/dQw4w9WgXcQ\"}";

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
    void anAcceptedJobIsInTheLogWhereTheAnswerSaysItIs() {
        EntityExchangeResult<byte[]> result = post(TALK);

        assertThat(result.getStatus()).isEqualTo(HttpStatus.CREATED);
        JsonNode job = Json.MAPPER.readTree(result.getResponseBody());
        assertThat(job.get("status").stringValue()).isEqualTo("queued");
        assertThat(job.get("progress").doubleValue()).isZero();
        assertThat(job.get("id")).isEqualTo(job.get("job_id"));
        assertThat(job.get("video_id").stringValue()).isEqualTo("dQw4w9WgXcQ");
        assertThat(job.get("youtube_url").stringValue()).isEqualTo("https://www.youtube.com/watch?v=dQw4w9WgXcQ");
        assertThat(job.get("user_id").stringValue()).isEqualTo("anna");

        ConsumerRecord<String, byte[]> record =
                record(String.valueOf(result.getResponseHeaders().getFirst("X-Reelflow-Position")));
        JobCommand command = Json.read(record.value(), JobCommand.class);
        assertThat(record.key()).isEqualTo(job.get("id").stringValue());
        assertThat(command.commandId()).isEqualTo(job.get("command_id").stringValue());
        assertThat(command.job().jobId()).isEqualTo(record.key());
        assertThat(broker.partitions(Topics.JOB_COMMANDS)).isEqualTo(4);
    }

    @Test
    void aHundredOfTheSameRequestAtOnceAreOneJob() {
        String body = "{\"url\": \"https://media.internal/same.mp4\", \"priority\": 3}";
        Scheduler clients = Schedulers.newBoundedElastic(20, 100, "clients");
        List<JsonNode> jobs = Objects.requireNonNull(Flux.range(0, 100)
                .flatMap(number -> Flux.defer(() -> Flux.just(json(post(body)))).subscribeOn(clients), 20)
                .collectList()
                .block());

        assertThat(jobs).hasSize(100);
        Set<String> ids = new TreeSet<>();
        Set<String> commands = new TreeSet<>();
        for (JsonNode job : jobs) {
            ids.add(job.get("id").stringValue());
            commands.add(job.get("command_id").stringValue());
        }
        assertThat(ids).hasSize(1);
        assertThat(commands).hasSize(100);
    }

    @Test
    void whatTheRequestAsksForDecidesWhetherItIsTheSameJob() {
        String usual = id("{\"url\": \"https://media.internal/a.mp4\"}");

        assertThat(id("{\"url\": \"HTTPS://Media.Internal:443/x/../a.mp4#t=1\", \"job_type\": \"full_processing\"}"))
                .isEqualTo(usual);
        assertThat(id("{\"url\": \"https://media.internal/a.mp4\", \"options\": {\"max_clips\": 10}, \"priority\": 1}"))
                .isEqualTo(usual);
        assertThat(id("{\"url\": \"https://media.internal/a.mp4\", \"options\": {\"max_clips\": 9}}"))
                .isNotEqualTo(usual);
        assertThat(id("{\"url\": \"https://media.internal/a.mp4\", \"job_type\": \"slides\"}"))
                .isNotEqualTo(usual);
        assertThat(id("{\"url\": \"https://media.internal/a.mp4\", \"force\": true}"))
                .isNotEqualTo(usual);
        assertThat(json(post(IngestServer.ADMIN, "{\"url\": \"https://media.internal/a.mp4\", \"user_id\": \"anna\"}"))
                        .get("id")
                        .stringValue())
                .isEqualTo(usual);
        assertThat(json(post(IngestServer.ADMIN, "{\"url\": \"https://media.internal/a.mp4\"}"))
                        .get("id")
                        .stringValue())
                .isNotEqualTo(usual);
    }

    @Test
    void aDryRunIsAnotherJobOfAVideoOfItsOwnAndMayNameAnyHost() {
        JsonNode real = json(post("{\"url\": \"https://media.internal/dry.mp4\"}"));
        JsonNode dry = json(post("{\"url\": \"https://media.internal/dry.mp4\", \"options\": {\"dry_run\": true}}"));
        assertThat(dry.get("id")).isNotEqualTo(real.get("id"));
        assertThat(dry.get("dry_run").booleanValue()).isTrue();
        assertThat(dry.get("video_id").stringValue())
                .isEqualTo("dry-" + real.get("video_id").stringValue());

        assertThat(post("{\"url\": \"http://10.0.0.1/a.mp4\", \"options\": {\"dry_run\": true}}")
                        .getStatus())
                .isEqualTo(HttpStatus.CREATED);
        problem(400, "{\"url\": \"ftp://10.0.0.1/a.mp4\", \"options\": {\"dry_run\": true}}");
    }

    @Test
    void aScheduledJobKnowsItsTimeAndIsTheSameJob() {
        Instant later = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MILLIS);
        JsonNode scheduled =
                json(post("{\"url\": \"https://media.internal/at.mp4\", \"not_before\": \"" + later + "\"}"));
        assertThat(scheduled.get("not_before").stringValue()).isEqualTo(later.toString());

        JsonNode over = json(
                post("{\"url\": \"https://media.internal/at.mp4\", \"not_before\": \"2020-01-01T01:00:00+01:00\"}"));
        assertThat(over.has("not_before")).isFalse();
        assertThat(over.get("id")).isEqualTo(scheduled.get("id"));
        problem(400, "{\"url\": \"https://media.internal/at.mp4\", \"not_before\": \"tomorrow\"}");
    }

    @Test
    void aWebhookIsKeptWithItsWholeQuery() {
        String hook = "https://media.internal/hook?utm_source=mine&a=1";
        EntityExchangeResult<byte[]> result =
                post("{\"url\": \"https://media.internal/h.mp4\", \"options\": {\"webhook_url\": \"" + hook + "\"}}");
        assertThat(result.getStatus()).isEqualTo(HttpStatus.CREATED);
        JobCommand command = Json.read(
                record(String.valueOf(result.getResponseHeaders().getFirst("X-Reelflow-Position")))
                        .value(),
                JobCommand.class);
        assertThat(command.job().options().webhookUrl()).isEqualTo(hook);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://public.example/x",
                "gopher://127.0.0.1/",
                "http://localhost/",
                "http://127.0.0.1:7071/",
                "http://0x7f000001/",
                "http://2130706433/",
                "http://0177.0.0.1/",
                "http://[::ffff:127.0.0.1]/",
                "http://169.254.169.254/latest/meta-data/",
                "http://metadata.google.internal/",
                "http://[64:ff9b::7f00:1]/",
                "http://[fd00::1]/",
                "http://10.1.2.3/",
            })
    void aWebhookGoesNowhereInside(String hook) {
        JsonNode problem = problem(
                400, "{\"url\": \"https://media.internal/h.mp4\", \"options\": {\"webhook_url\": \"" + hook + "\"}}");
        assertThat(problem.get("errors").get(0).get("field").stringValue()).isEqualTo("options.webhook_url");
        assertThat(problem.get("errors").get(0).get("code").stringValue()).isEqualTo("URL_NOT_ALLOWED");
    }

    @Test
    void aForcedJobIsTheSameForTheSameIdempotencyKey() {
        assertThat(forced("one")).isEqualTo(forced("one")).isNotEqualTo(forced("two"));
    }

    @Test
    void anEnglishModelIsNotAskedForAnotherLanguage() {
        JsonNode problem = problem(
                400,
                "{\"url\": \"https://media.internal/h.mp4\", \"options\": {\"language\": \"es\", \"whisper_model\": \"small.en-q5_1\"}}");

        assertThat(problem.get("errors").get(0).get("field").stringValue()).isEqualTo("options.language");
        assertThat(problem.get("errors").get(0).get("message").stringValue())
                .isEqualTo("must be \"en\" or \"auto\" with whisper_model \"small.en-q5_1\", which knows English only,"
                        + " not \"es\"");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        JsonNode problem = problem(400, """
                {"url": "http://[::1]:9/x", "priority": "5", "job_type": "channel", "colour": 1, "not_before": "2999-01-01T00:00:00Z",
                 "options": {"max_clips": 1.5, "resolution": "4k", "captions": {"burn": "yes", "font": "x"}, "webhook_url": "http://[::1]/hook",
                             "diarize": 1, "dry_run": 1, "language": "xx", "clip_duration": 6, "min_clip_duration": 7, "nope": {}}}""");

        assertThat(problem.get("code").stringValue()).isEqualTo("INVALID_REQUEST");
        assertThat(problem.get("errors")
                        .valueStream()
                        .map(error -> error.get("field").stringValue() + " "
                                + error.get("code").stringValue()))
                .containsExactlyInAnyOrder(
                        "url URL_NOT_ALLOWED",
                        "priority INVALID_VALUE",
                        "job_type INVALID_VALUE",
                        "colour UNKNOWN_FIELD",
                        "not_before INVALID_VALUE",
                        "options.max_clips INVALID_VALUE",
                        "options.resolution INVALID_VALUE",
                        "options.captions.burn INVALID_VALUE",
                        "options.captions.font UNKNOWN_FIELD",
                        "options.webhook_url URL_NOT_ALLOWED",
                        "options.diarize INVALID_VALUE",
                        "options.dry_run INVALID_VALUE",
                        "options.language INVALID_VALUE",
                        "options.min_clip_duration INVALID_VALUE",
                        "options.nope UNKNOWN_FIELD");
    }

    @Test
    void everyErrorIsAProblemDocument() {
        assertThat(problem(400, "{\"url\": ").get("code").stringValue()).isEqualTo("MALFORMED_JSON");
        assertThat(problem(400, "{\"url\": \"a\", \"url\": \"b\"}").get("code").stringValue())
                .isEqualTo("MALFORMED_JSON");
        assertThat(problem(400, "[]").get("code").stringValue()).isEqualTo("MALFORMED_JSON");
        assertThat(problem(400, "").get("code").stringValue()).isEqualTo("MALFORMED_JSON");
        assertThat(problem(413, "{\"url\": \"" + "x".repeat(100_000) + "\"}")
                        .get("code")
                        .stringValue())
                .isEqualTo("CONTENT_TOO_LARGE");
        assertProblem(
                anna.post()
                        .uri("/api/v1/jobs")
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue(TALK),
                415);
        assertProblem(anna.get().uri("/api/v1/jobs"), 405);
        assertProblem(anna.get().uri("/api/v1/nothing"), 404);
        assertProblem(anna.get().uri("/nothing"), 404);
        assertProblem(
                anna.post()
                        .uri("/api/v1/jobs")
                        .header("Idempotency-Key", "two words")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(TALK),
                400);
    }

    @Test
    void onlyAKeyWithTheRoleMaySubmitAndOnlyForItsOwner() {
        assertProblem(
                server.stranger()
                        .post()
                        .uri("/api/v1/jobs")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(TALK),
                401);
        assertThat(post("no such key", TALK).getStatus()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(post(IngestServer.READER, TALK).getStatus()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(problem(403, "{\"url\": \"https://media.internal/a.mp4\", \"user_id\": \"bert\"}")
                        .get("code")
                        .stringValue())
                .isEqualTo("FORBIDDEN");
        assertThat(json(post(IngestServer.ADMIN, "{\"url\": \"https://media.internal/a.mp4\", \"user_id\": \"bert\"}"))
                        .get("user_id")
                        .stringValue())
                .isEqualTo("bert");
    }

    @Test
    void anInnerAddressIsTakenOnlyFromTheAllowList() {
        assertThat(problem(400, "{\"url\": \"http://127.0.0.1:7071/a.mp4\"}")
                        .get("code")
                        .stringValue())
                .isEqualTo("URL_NOT_ALLOWED");
        assertThat(post("{\"url\": \"http://127.0.0.1:7070/a.mp4\"}").getStatus())
                .isEqualTo(HttpStatus.CREATED);
        assertThat(post("{\"url\": \"http://media.internal/a.mp4\"}").getStatus())
                .isEqualTo(HttpStatus.CREATED);
    }

    @Test
    void metricsAndHealthAreThereWithoutAKey() {
        post(TALK);

        assertThat(shown("/actuator/health")).contains("\"kafka\":{\"status\":\"UP\"}");
        assertThat(shown("/actuator/prometheus")).contains("reelflow_commands_accepted_total");
    }

    private static String shown(String path) {
        EntityExchangeResult<byte[]> result =
                server.stranger().get().uri(path).exchange().expectBody().returnResult();
        assertThat(result.getStatus()).isEqualTo(HttpStatus.OK);
        return new String(Objects.requireNonNull(result.getResponseBody()), StandardCharsets.UTF_8);
    }

    private static String forced(String idempotencyKey) {
        return json(anna.post()
                        .uri("/api/v1/jobs")
                        .header("Idempotency-Key", idempotencyKey)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{\"url\": \"https://media.internal/forced.mp4\", \"force\": true}")
                        .exchange()
                        .expectBody()
                        .returnResult())
                .get("id")
                .stringValue();
    }

    private static String id(String body) {
        return json(post(body)).get("id").stringValue();
    }

    private static JsonNode json(EntityExchangeResult<byte[]> result) {
        assertThat(result.getStatus()).isEqualTo(HttpStatus.CREATED);
        return Json.MAPPER.readTree(result.getResponseBody());
    }

    private static EntityExchangeResult<byte[]> post(String body) {
        return post(IngestServer.ANNA, body);
    }

    private static EntityExchangeResult<byte[]> post(String key, String body) {
        return server.client(key)
                .post()
                .uri("/api/v1/jobs")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectBody()
                .returnResult();
    }

    private static JsonNode problem(int status, String body) {
        return assertProblem(
                anna.post()
                        .uri("/api/v1/jobs")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body),
                status);
    }

    private static JsonNode assertProblem(WebTestClient.RequestHeadersSpec<?> request, int status) {
        EntityExchangeResult<byte[]> result = request.exchange().expectBody().returnResult();
        assertThat(result.getStatus().value()).isEqualTo(status);
        HttpHeaders headers = result.getResponseHeaders();
        assertThat(headers.getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        JsonNode problem = Json.MAPPER.readTree(result.getResponseBody());
        assertThat(problem.propertyNames()).contains("type", "title", "status", "detail", "code");
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.toString()).doesNotContain("Exception", ".java", "org.", "io.");
        return problem;
    }

    private static ConsumerRecord<String, byte[]> record(String position) {
        return broker.records(Topics.JOB_COMMANDS).stream()
                .filter(each -> position.equals(each.partition() + ":" + each.offset()))
                .findFirst()
                .orElseThrow();
    }
}

package io.reelflow.status.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reelflow.access.Secrets;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.access.ApiKey;
import io.reelflow.schemas.job.Job;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Who comes in, how often, from which pages, and what streams open with. */
final class AccessIT {
    private static final String PAGE = "https://app.example";

    @TempDir
    static Path directory;

    private static Surroundings all;

    /** Two reads and one write a second, twice that at once. */
    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory)
                .start(Map.of(
                        "REELFLOW_CORS_ORIGINS",
                        PAGE,
                        "REELFLOW_READS_PER_SECOND",
                        "2",
                        "REELFLOW_WRITES_PER_SECOND",
                        "1"));
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void aKeyOfTheTopicWorksUntilItsTombstone() {
        String key = Secrets.key();
        make("made-1", key, List.of("read"));
        await().until(() -> status(key, "/api/v1/session") == 200);

        assertThat(all.json(key, "/api/v1/session").path("owner").asString()).isEqualTo(Scenes.OWNER);

        all.send(Topics.API_KEYS, "made-1", null);
        await().until(() -> status(key, "/api/v1/session") == 401);
    }

    private static void make(String id, String key, List<String> roles) {
        var kept = new ApiKey(id, ApiKey.VERSION, Secrets.sha256(key), roles, Scenes.OWNER, Instant.now(), "admin");
        all.send(Topics.API_KEYS, id, Json.bytes(kept));
    }

    private static int status(String key, String path) {
        return statusOf(all.client(key).get().uri(path));
    }

    private static int statusOf(WebTestClient.RequestHeadersSpec<?> request) {
        return request.exchange().expectBody().returnResult().getStatus().value();
    }

    @Test
    void theFirstCallsOfAKeyMayComeAllAtOnce() {
        String key = Secrets.key();
        make("made-at-once", key, List.of("read"));
        await().until(() -> status(key, "/api/v1/session") == 200);
        List<CompletableFuture<Integer>> calls = IntStream.range(0, 8)
                .mapToObj(ignored -> CompletableFuture.supplyAsync(
                        () -> statusOf(all.client(key).delete().uri("/api/v1/videos/a"))))
                .toList();
        assertThat(calls).extracting(CompletableFuture::join).isSubsetOf(403, 429);
    }

    @Test
    void keysAreHandedOnForAdminsAndCountedOnce() {
        WebTestClient admin = all.client(Surroundings.ADMIN);
        Surroundings.json(
                admin.post()
                        .uri("/api/v1/keys")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{\"roles\":[\"read\"]}")
                        .exchange(),
                200);
        admin.get().uri("/api/v1/keys").exchange().expectStatus().isOk();
        admin.delete().uri("/api/v1/keys/made-9").exchange().expectStatus().isOk();
        admin.get().uri("/api/v1/quotas").exchange().expectStatus().isOk();
        for (String path : List.of("/api/v1/keys", "/api/v1/quotas")) {
            all.client(Surroundings.SUBMITTER)
                    .get()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isForbidden();
        }

        assertThat(all.ingest.keys)
                .containsExactly(
                        "POST /api/v1/keys {\"roles\":[\"read\"]} true",
                        "GET /api/v1/keys  true",
                        "DELETE /api/v1/keys/made-9  true",
                        "GET /api/v1/quotas  true");
    }

    @Test
    void aTokenOpensStreamsOfItsOwnerAndNothingElseAndIsNotLogged() {
        Job own = Scenes.job("token-own");
        Job others = Scenes.job("token-others", "bob", Scenes.options(null));
        for (Job job : List.of(own, others)) {
            all.send(Scenes.command(job));
            all.send(List.of(Scenes.queued(job), Scenes.started(job, 1), Scenes.failed(job, 1)));
        }
        String key = Secrets.key();
        make("made-2", key, List.of("read"));
        await().until(() -> status(key, "/api/v1/session") == 200);
        JsonNode made = Surroundings.json(
                all.client(key).post().uri("/api/v1/stream-tokens").exchange(), 201);
        String token = made.path("token").asString();
        assertThat(Instant.parse(made.path("expires_at").asString())).isAfter(Instant.now());

        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        Level before = root.getLevel();
        root.setLevel(Level.INFO); // as application.properties has it
        root.addAppender(log);
        try {
            assertThat(stream(own, token)).isEqualTo(200);
            assertThat(stream(others, token)).isEqualTo(403);
            assertThat(stream(own, token + "x")).isEqualTo(401);
            assertThat(anonymous("/api/v1/jobs/" + own.jobId() + "?token=" + token))
                    .isEqualTo(401);
            assertThat(anonymous("/api/v1/jobs?token=" + token)).isEqualTo(401);
            assertThat(statusOf(all.anonymous().post().uri("/api/v1/jobs/" + own.jobId() + "/stream?token=" + token)))
                    .isEqualTo(401);
            all.send(Topics.API_KEYS, "made-2", null);
            await().until(() -> stream(own, token) == 401);
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains(token));
    }

    /** The streams of jobs that have ended close by themselves. */
    private static int stream(Job job, String token) {
        return anonymous("/api/v1/jobs/" + job.jobId() + "/stream?token=" + token);
    }

    private static int anonymous(String path) {
        return statusOf(all.anonymous().get().uri(path));
    }

    @Test
    void aKeyThatCallsTooOftenIsToldWhenToComeAgain() {
        WebTestClient stranger = all.client(Surroundings.STRANGER);
        HttpHeaders refused = untilRefused(stranger, HttpMethod.GET, "/api/v1/session");
        assertThat(refused.getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(refused.getFirst("Retry-After")).isEqualTo("1");

        assertThat(all.database
                        .admin()
                        .sql("select count(*) from rate_buckets where id = 'READ stranger'")
                        .query(Long.class)
                        .single())
                .as("buckets are in the database, for all processes")
                .isEqualTo(1);
        untilRefused(stranger, HttpMethod.POST, "/api/v1/stream-tokens");
        assertThat(IntStream.range(0, 30).mapToObj(i -> status(Surroundings.STRANGER, "/api/v1/jobs/none/stream")))
                .as("streams are not counted")
                .containsOnly(404);
        assertThat(IntStream.range(0, 30).mapToObj(i -> status(Surroundings.ADMIN, "/api/v1/session")))
                .as("admins are not counted")
                .containsOnly(200);
    }

    private static HttpHeaders untilRefused(WebTestClient client, HttpMethod method, String path) {
        for (int i = 0; i < 200; i++) {
            var result = client.method(method).uri(path).exchange().expectBody().returnResult();
            if (result.getStatus().value() == 429) {
                return result.getResponseHeaders();
            }
        }
        throw new AssertionError("200 calls in a row were all let in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/v1/jobs",
                "/%61pi/v1/jobs",
                "/api;x=1/v1/jobs",
                "/api/videos/status/1",
                "/api/jobs/stats",
                "/process/youtube/dQw4w9WgXcQ",
                "/jobs/dQw4w9WgXcQ",
                "/%6aobs/dQw4w9WgXcQ",
                "/jobs/dQw4w9WgXcQ/stream",
                "/progress",
                "/progress/",
                "/ws/1",
                "/api/v1/ws/1"
            })
    void withoutAKeyNothingButThePageIsToBeSeen(String path) {
        var answer = all.anonymous()
                .get()
                .uri(URI.create(all.address() + path))
                .exchange()
                .expectBody()
                .returnResult();
        assertThat(answer.getStatus().value()).isEqualTo(401);
        assertThat(answer.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void thePageItsAssetsAndHealthAreOpen() {
        assertThat(List.of("/", "/main.css", "/main.js", "/favicon.svg", "/actuator/health"))
                .allSatisfy(path -> assertThat(anonymous(path)).isEqualTo(200));
    }

    @Test
    void aSessionOpensNoWebSocketFromAnotherPage() {
        var page = all.page(Surroundings.ADMIN);
        assertThat(statusOf(page.get()
                        .uri("/api/v1/ws/none")
                        .header("Upgrade", "websocket")
                        .header("Connection", "Upgrade")
                        .headers(headers -> headers.setOrigin("http://127.0.0.1:1"))))
                .isEqualTo(403);
    }

    @Test
    void aListedPageMayCallAndReadItsAnswers() {
        var preflight = preflight(PAGE);
        assertThat(preflight.getStatus().value()).isEqualTo(200);
        assertThat(preflight.getResponseHeaders().getAccessControlAllowOrigin()).isEqualTo(PAGE);
        assertThat(preflight.getResponseHeaders().getAccessControlAllowHeaders())
                .containsAll(List.of("last-event-id", "authorization", "idempotency-key", "if-match"));

        var answer = all.client(Surroundings.ADMIN)
                .get()
                .uri("/api/v1/session")
                .header("Origin", PAGE)
                .exchange()
                .expectBody()
                .returnResult();
        assertThat(answer.getResponseHeaders().getAccessControlAllowOrigin()).isEqualTo(PAGE);
        assertThat(answer.getResponseHeaders().getAccessControlExposeHeaders())
                .contains("ETag", "Location", "Retry-After");
    }

    @Test
    void anotherPageIsNotToldAnything() {
        var preflight = preflight("https://evil.example");
        assertThat(preflight.getStatus().value()).isEqualTo(403);
        assertThat(preflight.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(all.client(Surroundings.ADMIN)
                        .get()
                        .uri("/api/v1/session")
                        .header("Origin", "https://evil.example")
                        .exchange()
                        .expectBody()
                        .returnResult()
                        .getResponseHeaders()
                        .getAccessControlAllowOrigin())
                .isNull();
    }

    private static EntityExchangeResult<byte[]> preflight(String origin) {
        return all.anonymous()
                .options()
                .uri("/api/v1/jobs")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "last-event-id,authorization,idempotency-key,if-match")
                .exchange()
                .expectBody()
                .returnResult();
    }

    @Test
    void whatIsNoJsonOrTooLargeOrNoMethodIsAProblem() {
        WebTestClient admin = all.client(Surroundings.ADMIN);
        var problems = new ArrayList<String>();
        for (WebTestClient.RequestHeadersSpec<?> each : List.of(
                admin.post()
                        .uri("/api/v1/jobs/actions")
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue("{}"),
                admin.post()
                        .uri("/api/v1/jobs/actions")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{\"action\": \"" + "x".repeat(2 << 20) + "\"}"),
                admin.delete().uri("/api/v1/jobs/stats"),
                admin.get().uri("/api/v1/nothing"))) {
            var answer = each.exchange().expectBody(JsonNode.class).returnResult();
            assertThat(answer.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
            problems.add(String.valueOf(answer.getResponseBody()).replaceAll(".*\"code\":\"([A-Z_]+)\".*", "$1"));
        }
        assertThat(problems)
                .containsExactly("UNSUPPORTED_MEDIA_TYPE", "CONTENT_TOO_LARGE", "METHOD_NOT_ALLOWED", "NOT_FOUND");
    }
}

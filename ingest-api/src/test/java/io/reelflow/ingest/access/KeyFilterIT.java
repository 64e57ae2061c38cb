package io.reelflow.ingest.access;

import static io.reelflow.ingest.Wire.call;
import static io.reelflow.ingest.Wire.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.access.Counted;
import io.reelflow.ingest.IngestServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Who comes in, how often, and from which pages. Kafka is away, and not needed. */
class KeyFilterIT {
    private static final String UPLOADS = "/api/v1/uploads";
    private static final String PAGE = "https://app.example";

    private static IngestServer server;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = new IngestServer(
                "127.0.0.1:1",
                directory,
                Map.of("REELFLOW_CORS_ORIGINS", PAGE + ", https://other.example:8443", "REELFLOW_REPLICAS", "50"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A fiftieth of the limit: one write a second, two at once. */
    @Test
    void aKeyThatWritesTooOftenIsToldWhenToComeAgain() {
        EntityExchangeResult<byte[]> refused = untilRefused(IngestServer.ANNA);

        assertThat(code(refused, 429)).isEqualTo("RATE_LIMITED");
        assertThat(refused.getResponseHeaders().getFirst("Retry-After")).isEqualTo("1");
        // Reads of the same key, and writes of other keys, have buckets of their own.
        assertThat(call(server.client(IngestServer.ANNA), HttpMethod.GET, UPLOADS, null)
                        .getStatus()
                        .value())
                .isEqualTo(405);
        assertThat(write(server.client(IngestServer.READER))).isEqualTo(403);
    }

    @Test
    void anAdminIsNotCounted() {
        assertThat(writes(IngestServer.ADMIN, 30)).containsOnly(400);
    }

    @Test
    void whatTheOtherServiceHasCountedIsNotCountedAgain() {
        String mark = new Counted("a secret of this test only", Clock.systemUTC()).mark(IngestServer.ANNA);
        untilRefused(IngestServer.ANNA);

        assertThat(writes(IngestServer.ANNA, 30, Counted.HEADER, String.valueOf(mark)))
                .containsOnly(400);
        String guessed = new Counted("another secret", Clock.systemUTC()).mark(IngestServer.ANNA);
        assertThat(writes(IngestServer.ANNA, 30, Counted.HEADER, String.valueOf(guessed)))
                .contains(429);
    }

    @Test
    void aServiceCallsInNobodysNameWithAMarkAlone() {
        String name = Counted.SERVICE + "retention";
        String mark = new Counted("a secret of this test only", Clock.systemUTC()).mark(name);
        String guessed = new Counted("another secret", Clock.systemUTC()).mark(name);

        assertThat(writes(name, 30, Counted.HEADER, String.valueOf(mark))).containsOnly(400);
        // No broker tells this process of keys that are made over HTTP, so it can not say that there is no such one.
        assertThat(writes(name, 1, Counted.HEADER, String.valueOf(guessed))).containsOnly(503);
    }

    private static EntityExchangeResult<byte[]> untilRefused(String key) {
        for (int i = 0; i < 100; i++) {
            EntityExchangeResult<byte[]> result = call(server.client(key), HttpMethod.POST, UPLOADS, "{}");
            if (result.getStatus().value() == 429) {
                return result;
            }
        }
        throw new AssertionError("100 writes in a row were all let in");
    }

    private static List<Integer> writes(String key, int count, String... headers) {
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            statuses.add(write(server.client(key), headers));
        }
        return statuses;
    }

    private static int write(WebTestClient client, String... headers) {
        return call(client, HttpMethod.POST, UPLOADS, "{}", headers).getStatus().value();
    }

    @Test
    void aListedPageMayCallAndReadItsAnswers() {
        var preflight = call(
                server.stranger(),
                HttpMethod.OPTIONS,
                "/api/v1/jobs",
                null,
                "Origin",
                PAGE,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,idempotency-key,if-match,last-event-id,content-type");
        assertThat(preflight.getStatus().value()).isEqualTo(200);
        assertThat(preflight.getResponseHeaders().getFirst("Access-Control-Allow-Origin"))
                .isEqualTo(PAGE);
        assertThat(preflight.getResponseHeaders().getFirst("Access-Control-Allow-Headers"))
                .contains("authorization", "last-event-id", "idempotency-key", "if-match");

        var answer = call(server.client(IngestServer.ADMIN), HttpMethod.POST, UPLOADS, "{}", "Origin", PAGE);
        assertThat(answer.getResponseHeaders().getFirst("Access-Control-Allow-Origin"))
                .isEqualTo(PAGE);
        assertThat(answer.getResponseHeaders().getFirst("Access-Control-Expose-Headers"))
                .contains("ETag", "Location", "Retry-After");
        // Its scripts see why they are not let in, too.
        var refused = call(server.stranger(), HttpMethod.POST, UPLOADS, "{}", "Origin", PAGE);
        assertThat(code(refused, 401)).isEqualTo("UNAUTHORIZED");
        assertThat(refused.getResponseHeaders().getFirst("Access-Control-Allow-Origin"))
                .isEqualTo(PAGE);
    }

    @Test
    void anotherPageIsNotToldAnything() {
        String other = "https://evil.example";
        var preflight = call(
                server.stranger(),
                HttpMethod.OPTIONS,
                "/api/v1/jobs",
                null,
                "Origin",
                other,
                "Access-Control-Request-Method",
                "POST");
        assertThat(code(preflight, 403)).isEqualTo("FORBIDDEN");

        var answer = call(server.client(IngestServer.ADMIN), HttpMethod.POST, UPLOADS, "{}", "Origin", other);
        assertThat(answer.getStatus().value()).isEqualTo(400);
        assertThat(answer.getResponseHeaders().getFirst("Access-Control-Allow-Origin"))
                .isNull();
    }

    @Test
    void anEscapedPathIsNoWayIn() {
        assertThat(server.stranger()
                        .get()
                        .uri(URI.create(server.address() + "/%61pi/v1/keys"))
                        .exchange()
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .isEqualTo(401);
    }
}

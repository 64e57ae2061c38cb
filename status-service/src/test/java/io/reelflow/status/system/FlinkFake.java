package io.reelflow.status.system;

import io.reelflow.schemas.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** Answers as Flink's REST API does, as far as anybody here asks. */
public final class FlinkFake implements AutoCloseable {
    /** Of ten tasks. */
    public volatile int running = 10;

    public volatile String state = "RUNNING";
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.get("/jobs/overview", (request, response) -> answer(response, jobs()))
                    .get("/overview", (request, response) -> answer(response, Map.of("taskmanagers", 2)))
                    .get("/jobs/ab/checkpoints", (request, response) -> answer(response, checkpoints())))
            .bindNow();

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private Object jobs() {
        return Map.of(
                "jobs",
                List.of(
                        Map.of("jid", "cd", "state", "CANCELED", "start-time", 5, "tasks", Map.of("total", 10)),
                        Map.of(
                                "jid",
                                "ab",
                                "state",
                                state,
                                "start-time",
                                9,
                                "tasks",
                                Map.of("total", 10, "running", running))));
    }

    private static Object checkpoints() {
        long then = Instant.now().minusSeconds(30).toEpochMilli();
        return Map.of(
                "counts",
                Map.of("completed", 7, "failed", 1),
                "latest",
                Map.of(
                        "completed",
                        Map.of("latest_ack_timestamp", then, "end_to_end_duration", 400, "state_size", 123_456)));
    }

    private static Publisher<Void> answer(HttpServerResponse response, Object body) {
        return response.header("Content-Type", "application/json").sendByteArray(Mono.just(Json.bytes(body)));
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}

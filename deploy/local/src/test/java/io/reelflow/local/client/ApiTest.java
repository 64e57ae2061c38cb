package io.reelflow.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class ApiTest {
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> resumedAt = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/v1/jobs/1/stream", this::stream);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** The first connection falls silent after one event, and is not closed. */
    private void stream(HttpExchange exchange) throws IOException {
        String resumed = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        String event = resumed == null
                ? "id:7\nevent:initial_status\ndata:{\"status\":\"processing\"}\n\n"
                : "id:8\nevent:job_completed\ndata:{\"status\":\"completed\"}\n\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (resumed == null) {
            await();
        } else {
            resumedAt.add(resumed);
            exchange.close();
        }
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Test
    void aStreamThatFallsSilentIsOpenedAnewWhereItWas() throws Exception {
        String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1";
        List<String> heard = new ArrayList<>();

        JsonNode last = new Api(base, "key", Duration.ofMillis(300))
                .follow("1", state -> heard.add(state.path("status").asString()));

        assertThat(last.path("status").asString()).isEqualTo("completed");
        assertThat(heard).containsExactly("processing", "completed");
        assertThat(resumedAt).containsExactly("7");
    }
}

package io.reelflow.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientsTest {
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final CountDownLatch done = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/jobs", this::take);
        server.createContext("/stream", this::tell);
        server.start();
    }

    @AfterEach
    void stop() {
        done.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean known = !"Bearer key".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            bodies.add(body);
            exchange.sendResponseHeaders(known ? 401 : body.endsWith("3") ? 400 : 201, -1);
        }
    }

    private void tell(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().endsWith("missing")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            var out = exchange.getResponseBody();
            out.write("retry:1000\n:\n\nevent:initial_status\nid:41\nda".getBytes(StandardCharsets.UTF_8));
            out.flush();
            out.write("ta:{}\n\nid: 42\ndata:{}\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Test
    void everyConnectionPostsUntilTheTimeIsUpAndEveryAnswerIsCounted() throws InterruptedException {
        try (var posts = new PostLoad(address("/jobs"), "key")) {
            PostLoad.Outcome outcome = posts.run(4, Duration.ofMillis(300), number -> "n" + number);

            long sent = bodies.size();
            long bad = bodies.stream().filter(each -> each.endsWith("3")).count();
            assertThat(sent).isGreaterThanOrEqualTo(4);
            assertThat(outcome.accepted()).isEqualTo(sent - bad);
            assertThat(outcome.others()).isEqualTo(bad);
            assertThat(outcome.millis().count()).isEqualTo((int) sent);
        }
    }

    @Test
    void aStreamTellsPositionsAndAnAnswerThatIsNoneIsAFault() throws InterruptedException {
        Set<String> heard = ConcurrentHashMap.newKeySet();
        try (var streams =
                new EventStreams(address(""), "key", (client, id, nanos) -> heard.add(client + " at " + id))) {
            streams.open(List.of("/stream/a", "/stream/b", "/stream/missing"), Duration.ofSeconds(20));

            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(heard).containsExactlyInAnyOrder("0 at 41", "0 at 42", "1 at 41", "1 at 42"));
            assertThat(streams.open()).isEqualTo(2);
            assertThat(streams.faults()).containsExactly("HTTP 404");
        }
    }
}

package io.reelflow.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Through a proxy to a server that sends back what it is sent. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ProxyTest {
    private static final int SILENCE_MILLIS = 200;

    private final MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService handlers = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;
    private Proxy proxy;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(handlers);
        server.start();
        proxy = new Proxy(threads.next(), () -> server.getAddress().getPort(), true, 1);
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        server.stop(0);
        handlers.shutdownNow();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void everyBytePassesBothWays() throws Exception {
        String much = "much".repeat(500_000);
        assertThat(post(much)).isEqualTo("200 " + much);
    }

    @Test
    void nothingPassesACutAndAllOfItPassesAfterwards() throws Exception {
        try (var socket = connect()) {
            assertThat(ask(socket, "before")).contains("before");
            proxy.disturb(Disturbance.CUT);
            send(socket, "meanwhile");
            assertThatThrownBy(() -> read(socket)).isInstanceOf(SocketTimeoutException.class);
            proxy.disturb(Disturbance.NONE);
            socket.setSoTimeout(0);
            assertThat(read(socket)).contains("meanwhile");
        }
    }

    @Test
    void aForgottenConnectionNeverAnswersAndNewOnesDo() throws Exception {
        try (var old = connect()) {
            assertThat(ask(old, "before")).contains("before");
            proxy.forget();
            send(old, "lost");
            assertThat(post("new")).isEqualTo("200 new");
            assertThatThrownBy(() -> read(old)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whoIsRefusedIsToldSo() throws Exception {
        proxy.disturb(Disturbance.REFUSING);
        assertThatThrownBy(() -> post("anything")).isInstanceOf(IOException.class);
        proxy.disturb(Disturbance.NONE);
        assertThat(post("again")).isEqualTo("200 again");
    }

    @Test
    void whatIsSlowArrivesLaterAndWhole() throws Exception {
        proxy.disturb(Disturbance.slow(Duration.ofMillis(150)));
        long start = System.nanoTime();
        assertThat(post("slowly")).isEqualTo("200 slowly");
        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
    }

    @Test
    void requestsAreAnsweredByErrorsThatTheServerKnowsNothingOf() throws Exception {
        proxy.disturb(Disturbance.errors(503, 100));
        assertThat(post("anything")).startsWith("503 ").contains("<Code>SlowDown</Code>");
        proxy.disturb(Disturbance.errors(500, 50));
        assertThat(IntStream.range(0, 40)
                        .filter(i -> quietly("x" + i).startsWith("500"))
                        .count())
                .isBetween(5L, 35L);
    }

    private String quietly(String body) {
        try {
            return post(body);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String post(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(SILENCE_MILLIS);
        return socket;
    }

    private static String ask(Socket socket, String body) throws IOException {
        socket.setSoTimeout(0);
        send(socket, body);
        String answer = read(socket);
        socket.setSoTimeout(SILENCE_MILLIS);
        return answer;
    }

    private static void send(Socket socket, String body) throws IOException {
        socket.getOutputStream()
                .write(("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Until the end of a chunked answer. */
    private static String read(Socket socket) throws IOException {
        var answer = new StringBuilder();
        while (!answer.toString().endsWith("0\r\n\r\n")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("it ended after: " + answer);
            }
            answer.append((char) next);
        }
        return answer.toString();
    }
}

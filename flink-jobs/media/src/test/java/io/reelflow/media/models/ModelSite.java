package io.reelflow.media.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reelflow.media.MediaConfig;
import io.reelflow.media.models.Origin.Download;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A place on the loopback that models come from, and what it was asked for. */
final class ModelSite implements AutoCloseable {
    /** The path of each request, with its {@code Range} where it had one. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ModelSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** Answers one request; what it throws ends the connection. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    void at(String path, Answer answer) {
        server.createContext(path, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(path + (range == null ? "" : " " + range));
            try (exchange) {
                answer.to(exchange);
            } catch (InterruptedException e) {
                throw new IOException("the site is being closed", e);
            }
        });
    }

    /** The whole of it, or the part that is asked for. */
    static Answer file(byte[] content) {
        return exchange -> {
            int from = from(exchange);
            send(exchange, content, from, content.length);
        };
    }

    /** Says how long it is, and ends after so many bytes of it. */
    static void send(HttpExchange exchange, byte[] content, int from, int to) throws IOException {
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        exchange.getResponseBody().write(Arrays.copyOfRange(content, from, to));
        exchange.getResponseBody().flush();
    }

    static int from(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    }

    static Answer status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    URI uri(String path) {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + path);
    }

    /** @param content that the catalogue expects there */
    Origin origin(String path, byte[] content) throws IOException {
        return new Origin("our site", content.length, sha256(content), new Download(uri(path)));
    }

    static Model model(String name, Origin... origins) {
        return new Model(name, "tests", List.of(name + ".bin", name + "-alias.bin"), "CC0-1.0", List.of(origins));
    }

    /** Gives up fast where it may. */
    static Http http() {
        return new Http(Duration.ofSeconds(20), Duration.ofMillis(1));
    }

    static MediaConfig config(Path folder, long modelBytes) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("REELFLOW_CACHE", folder.resolve("cache").toString());
        environment.put("REELFLOW_MODELS", folder.resolve("given").toString());
        environment.put("REELFLOW_MODELS_BYTES", Long.toString(modelBytes));
        return MediaConfig.fromEnvironment(environment);
    }

    static byte[] weights(int seed, int size) {
        byte[] weights = new byte[size];
        new Random(seed).nextBytes(weights);
        return weights;
    }

    static String sha256(byte[] content) throws IOException {
        return Hash.sha256(new ByteArrayInputStream(content));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

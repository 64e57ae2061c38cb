package io.reelflow.bench.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A web site on loopback with one film, under every name; the query makes each address another video. */
public final class Site implements AutoCloseable {
    private static final int SLOW_CHUNK = 16 << 10;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Path film;

    public Site(Path film) throws IOException {
        this.film = film;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** For {@code --allow-host}. */
    public String host() {
        return "127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** An address of the film that no other number has. */
    public String address(String name, long number) {
        return "http://" + host() + "/" + name + ".mp4?n=" + number;
    }

    /** One that takes minutes to download. */
    public String slowAddress(long number) {
        return address("slow", number);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "video/mp4");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(200, Files.size(film));
            try (OutputStream out = exchange.getResponseBody()) {
                if (exchange.getRequestURI().getPath().startsWith("/slow")) {
                    trickle(out);
                } else {
                    Files.copy(film, out);
                }
            }
        }
    }

    private void trickle(OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(film)) {
            for (byte[] chunk = in.readNBytes(SLOW_CHUNK); chunk.length > 0; chunk = in.readNBytes(SLOW_CHUNK)) {
                out.write(chunk);
                out.flush();
                if (closed.await(1, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

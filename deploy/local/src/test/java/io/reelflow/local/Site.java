package io.reelflow.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A web site on loopback: files by name, 404 for the rest. Counts how often each was asked for, and how often in full. */
final class Site implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Path> files = new ConcurrentHashMap<>();
    private final Map<String, Integer> downloads = new ConcurrentHashMap<>();
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private volatile Limit limit = new Limit(Integer.MAX_VALUE, Duration.ZERO);

    Site() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Serves a file; its address. */
    String serve(String name, Path file) {
        files.put(name, file);
        return address(name);
    }

    String address(String name) {
        return "http://" + host() + "/" + name;
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    int downloads(String name) {
        return downloads.getOrDefault(name, 0);
    }

    /** Of any kind. */
    int requests(String name) {
        return requests.getOrDefault(name, 0);
    }

    /** It serves so many requests more, answers 429 for that time, and then serves again. */
    Limit limit(int requests, Duration time) {
        limit = new Limit(requests, time);
        return limit;
    }

    /** What it says no to. */
    static final class Limit {
        private final Duration time;
        private int left;
        private long closedAt;
        private int refused;

        private Limit(int requests, Duration time) {
            this.left = requests;
            this.time = time;
        }

        private synchronized boolean refuses() {
            if (left > 0) {
                left--;
                return false;
            }
            closedAt = closedAt == 0 ? System.nanoTime() : closedAt;
            boolean refuses = System.nanoTime() - closedAt < time.toNanos();
            refused += refuses ? 1 : 0;
            return refuses;
        }

        synchronized int refused() {
            return refused;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().substring(1);
            requests.merge(name, 1, Integer::sum);
            Limit now = limit;
            if (now.refuses()) {
                exchange.getResponseHeaders().set("Retry-After", Long.toString(now.time.toSeconds()));
                exchange.sendResponseHeaders(429, -1);
                return;
            }
            Path file = files.get(name);
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            if (name.endsWith(".html") || Files.size(file) < 1000) {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
            } else {
                exchange.getResponseHeaders().set("Content-Type", "video/mp4");
            }
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            downloads.merge(name, 1, Integer::sum);
            exchange.sendResponseHeaders(200, Files.size(file) == 0 ? -1 : Files.size(file));
            Files.copy(file, exchange.getResponseBody());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.reelflow.bench.limited;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A site on loopback that gives the same video at any address. After so many requests it answers 429 for a while, and
 * counts from 0 again; it remembers when it was asked, and by whom it had just turned away.
 */
public final class LimitedSite implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final byte[] video;
    private final int budget;
    private final Duration closedFor;
    private final boolean saysHowLong;

    private final List<Window> windows = new ArrayList<>();
    private int served;
    private int total;

    /** A time in which it answers 429, in nanoseconds, and the requests that came in it. */
    public record Window(long from, long until, List<Long> requests) {
        /** Requests that came later than that after the first. */
        public long after(Duration grace) {
            return requests.stream().filter(at -> at - from > grace.toNanos()).count();
        }
    }

    /**
     * @param budget requests that it serves before it closes
     * @param saysHowLong with {@code Retry-After}
     */
    public LimitedSite(Path video, int budget, Duration closedFor, boolean saysHowLong) throws IOException {
        this.video = Files.readAllBytes(video);
        this.budget = budget;
        this.closedFor = closedFor;
        this.saysHowLong = saysHowLong;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** For {@code --allow-host}. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Of a video of its own. */
    public String address(int number) {
        return "http://" + host() + "/" + number + ".mp4";
    }

    public synchronized int requests() {
        return total;
    }

    /** The times in which it answered 429, so far. */
    public synchronized List<Window> windows() {
        return List.copyOf(windows);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            long left = closedFor();
            if (left > 0) {
                if (saysHowLong) {
                    long seconds = Duration.ofNanos(left).plusMillis(999).toSeconds();
                    exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
                }
                exchange.sendResponseHeaders(429, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "video/mp4");
            boolean body = exchange.getRequestMethod().equals("GET");
            exchange.sendResponseHeaders(200, body ? video.length : -1);
            if (body) {
                exchange.getResponseBody().write(video);
            }
        }
    }

    /** Counts a request; how long it is turned away for, in nanoseconds: 0 where it is served. */
    private synchronized long closedFor() {
        long now = System.nanoTime();
        total++;
        Window last = windows.isEmpty() ? null : windows.get(windows.size() - 1);
        if (last != null && now < last.until) {
            last.requests.add(now);
            return last.until - now;
        }
        if (served < budget) {
            served++;
            return 0;
        }
        served = 0;
        Window window = new Window(now, now + closedFor.toNanos(), new ArrayList<>(List.of(now)));
        windows.add(window);
        return closedFor.toNanos();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.reelflow.media.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web site on loopback that behaves as its pages are told to. */
public final class SourceSite implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> cuts = new ConcurrentHashMap<>();

    public SourceSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    public String url(String path) {
        return "http://" + host() + path;
    }

    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** {@code METHOD PATH RANGE}, a line for each request so far. */
    List<String> requests() {
        return requests;
    }

    SourceSite status(String path, int status) {
        return page(path, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    SourceSite redirect(String path, String to) {
        return page(path, exchange -> {
            exchange.getResponseHeaders().add("Location", to);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    public SourceSite body(String path, String type, byte[] body) {
        return page(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        });
    }

    SourceSite html(String path, String html) {
        return body(path, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /** A file with ranges; the connection is cut in the middle of its first {@code cuts} answers. */
    SourceSite file(String path, byte[] body, String tag, int cuts) {
        this.cuts.put(path, cuts);
        return page(path, exchange -> ranged(exchange, path, body, tag));
    }

    private void ranged(HttpExchange exchange, String path, byte[] body, String tag) throws IOException {
        Matcher range =
                RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        boolean partly = range.matches() && (ifRange == null || ifRange.equals(tag));
        int from = partly ? Integer.parseInt(range.group(1)) : 0;
        exchange.getResponseHeaders().add("Content-Type", "video/mp4");
        if (!tag.isEmpty()) {
            exchange.getResponseHeaders().add("ETag", tag);
        }
        if (partly) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + from + "-" + (body.length - 1) + "/" + body.length);
        }
        exchange.sendResponseHeaders(partly ? 206 : 200, body.length - from);
        boolean cut = cuts.merge(path, -1, Integer::sum) >= 0;
        int length = cut ? (body.length - from) / 2 : body.length - from;
        exchange.getResponseBody().write(body, from, length);
        exchange.getResponseBody().flush();
        if (cut) {
            throw new IOException("cut on purpose");
        }
    }

    /** Answers as it is told to. */
    SourceSite answer(String path, HttpHandler answer) {
        return page(path, answer::handle);
    }

    private SourceSite page(String path, Answer answer) {
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Range"));
            try (exchange) {
                answer.to(exchange);
            }
        });
        return this;
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.reelflow.bench.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web site on loopback with the files of a folder; 404 for the rest. */
public final class FolderSite implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path folder;

    public FolderSite(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** For {@code --allow-host}. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Where a file of the folder is. */
    public String address(Path file) {
        List<String> steps = new ArrayList<>();
        folder.relativize(file.toAbsolutePath().normalize())
                .forEach(step -> steps.add(URLEncoder.encode(step.toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20")));
        return "http://" + host() + "/" + String.join("/", steps);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1))
                    .normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", mediaType(file.toString()));
            long size = Files.size(file);
            boolean body = exchange.getRequestMethod().equals("GET") && size > 0;
            exchange.sendResponseHeaders(200, body ? size : -1);
            if (body) {
                Files.copy(file, exchange.getResponseBody());
            }
        }
    }

    private static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "mp4", "m4a" -> "video/mp4";
            case "webm" -> "video/webm";
            case "mkv" -> "video/x-matroska";
            case "mp3" -> "audio/mpeg";
            case "xml" -> "application/rss+xml";
            case "ts" -> "video/mp2t";
            case "m3u8" -> "application/vnd.apple.mpegurl";
            default -> "application/octet-stream";
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

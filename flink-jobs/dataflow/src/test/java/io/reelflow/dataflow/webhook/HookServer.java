package io.reelflow.dataflow.webhook;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver of webhooks on this machine, which answers as it is told to. */
final class HookServer implements AutoCloseable {
    final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    record Received(Headers headers, String body) {}

    /** @param answers statuses in order; the last one stays */
    HookServer(Integer... answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = answers[Math.min(received.size(), answers.length - 1)];
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            received.add(new Received(exchange.getRequestHeaders(), body));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    String url(String host) {
        return "http://" + host + ":" + server.getAddress().getPort() + "/hook?job=1";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.reelflow.local.engine;

import io.reelflow.schemas.Json;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks a process whether it is ready; each question is answered within two seconds. */
final class Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    /** ApiVersions request, version 0, correlation 1, no client id: what every Kafka client sends first. */
    private static final short API_VERSIONS = 18;

    private Probe() {}

    /** Ready where it answers below 500, whatever it says. */
    static Optional<String> http(String url) {
        return get(url, 500, body -> Optional.empty());
    }

    /** Ready where it answers below 400. */
    static Optional<String> healthy(String url) {
        return get(url, 400, body -> Optional.empty());
    }

    /** Ready where the check of the JSON it answers finds nothing missing. */
    static Optional<String> json(String url, Function<JsonNode, Optional<String>> check) {
        return get(url, 400, body -> check.apply(Json.MAPPER.readTree(body)));
    }

    private static Optional<String> get(String url, int bad, Function<String, Optional<String>> check) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
            var response = HTTP.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= bad) {
                return Optional.of(url + " answers " + response.statusCode());
            }
            return check.apply(response.body());
        } catch (IOException | JacksonException e) {
            return Optional.of(url + " does not answer (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** Ready where something listens. */
    static Optional<String> listens(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("nothing listens at " + host + ":" + port);
        }
    }

    /** Ready where a broker answers the question that every client asks first. */
    static Optional<String> kafka(String host, int port) {
        try (var socket = new Socket()) {
            int millis = (int) PATIENCE.toMillis();
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.setSoTimeout(millis);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(10);
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(1);
            out.writeShort(-1);
            out.flush();
            int size = new DataInputStream(socket.getInputStream()).readInt();
            return size > 0 ? Optional.empty() : Optional.of("the broker answers nothing");
        } catch (IOException e) {
            return Optional.of("the broker does not answer (" + e.getMessage() + ")");
        }
    }
}

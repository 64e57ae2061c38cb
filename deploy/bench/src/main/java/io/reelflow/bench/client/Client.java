package io.reelflow.bench.client;

import io.reelflow.local.home.Endpoints;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The API of a stack, as its admin: no rate limit holds it up. */
public final class Client {
    private static final Duration AGAIN_AFTER = Duration.ofMillis(250);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final String key;
    private final LongAdder repeats = new LongAdder();
    private final LongAdder internalErrors = new LongAdder();

    public Client(Endpoints endpoints) {
        base = endpoints.api() + "/api/v1";
        key = endpoints.keys().admin();
    }

    /** @param body what was answered; missing where that was no JSON */
    public record Answer(int status, JsonNode body) {
        boolean isOutage() {
            return status >= 500 || status == 429;
        }

        /** @throws IOException where it is an error */
        public JsonNode orThrow() throws IOException {
            if (status >= 300) {
                throw new IOException("HTTP " + status + ": " + body);
            }
            return body;
        }
    }

    HttpClient http() {
        return http;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                .header("Authorization", "Bearer " + key);
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).timeout(TIMEOUT).build());
    }

    /** @param body null for none */
    public Answer post(String path, @Nullable Object body) throws IOException, InterruptedException {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.bytes(body));
        return send(request(path)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(publisher)
                .build());
    }

    /** The bytes of a file: how many. */
    public long size(String url) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request(url).timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(url + " answers HTTP " + response.statusCode());
        }
        return response.body().length;
    }

    /** The job that a request stands for; through any outage, as the same request is the same job. */
    public JsonNode submit(Map<String, ?> request, Duration patience) throws IOException, InterruptedException {
        return insist(() -> post("/jobs", request), patience).orThrow();
    }

    /** What an address answers, through any outage. */
    public Answer insistOn(String path, Duration patience) throws IOException, InterruptedException {
        return insist(() -> get(path), patience);
    }

    /** Removes what is there, through any outage. */
    public Answer remove(String path, Duration patience) throws IOException, InterruptedException {
        return insist(() -> send(request(path).timeout(TIMEOUT).DELETE().build()), patience);
    }

    private Answer insist(Call call, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                Answer answer = call.make();
                if (answer.status == 500) {
                    internalErrors.increment();
                }
                if (!answer.isOutage() || System.nanoTime() > deadline) {
                    return answer;
                }
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            repeats.increment();
            TimeUnit.NANOSECONDS.sleep(AGAIN_AFTER.toNanos());
        }
    }

    private interface Call {
        Answer make() throws IOException, InterruptedException;
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), json(response.body()));
    }

    private static JsonNode json(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** How often a request had to be made again. */
    public long repeats() {
        return repeats.sum();
    }

    /** How often the answer was a 500, which is never right, whatever has died. */
    public long internalErrors() {
        return internalErrors.sum();
    }
}

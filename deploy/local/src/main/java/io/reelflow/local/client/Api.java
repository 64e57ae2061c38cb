package io.reelflow.local.client;

import io.reelflow.local.home.Endpoints;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The API of a running home, as its admin. */
public final class Api {
    /** Of a stream, which says something every 15 s. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;
    private final String key;
    private final Duration silence;

    public Api(Endpoints endpoints) {
        this(endpoints.api() + "/api/v1", endpoints.keys().admin(), SILENCE);
    }

    /** @param silence of a stream, after which it is opened anew */
    Api(String base, String key, Duration silence) {
        this.base = base;
        this.key = key;
        this.silence = silence;
    }

    /** Submits a job; its state as answered. */
    public JsonNode submit(Map<String, ?> request) throws IOException, InterruptedException {
        return post("/jobs", request);
    }

    /** Uploads a file; the {@code url} to name in a job. */
    public String upload(Path file) throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not a file");
        }
        JsonNode upload = post(
                "/uploads",
                Map.of("filename", file.getFileName().toString(), "size", Files.size(file), "sha256", sha256(file)));
        var put = HttpRequest.newBuilder(URI.create(upload.path("upload_url").asString("")))
                .timeout(Duration.ofMinutes(30))
                .PUT(BodyPublishers.ofFile(file))
                .build();
        check(http.send(put, BodyHandlers.ofString()));
        return upload.path("url").asString("");
    }

    /** A job, with its results once there are any. */
    public JsonNode job(String id) throws IOException, InterruptedException {
        return get("/jobs/" + id);
    }

    /** Whatever an address of the API answers. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return json(http.send(request(path).build(), BodyHandlers.ofString()));
    }

    /**
     * Follows a job to its end, through broken and silent connections too; tells every state it hears of.
     *
     * @return the last state
     */
    public JsonNode follow(String id, Consumer<JsonNode> update) throws IOException, InterruptedException {
        var events = new EventReader(update);
        int failures = 0;
        while (!events.ended()) {
            int heard = events.count();
            try {
                stream(id, events);
            } catch (IOException e) {
                failures = events.count() > heard ? 0 : failures + 1;
                if (e instanceof ApiException || failures > 30) {
                    throw e;
                }
                Thread.sleep(1000);
            }
        }
        JsonNode last = events.last();
        return last != null ? last : job(id);
    }

    private void stream(String id, EventReader events) throws IOException, InterruptedException {
        var request = request("/jobs/" + id + "/stream").header("Accept", "text/event-stream");
        events.position().ifPresent(position -> request.header("Last-Event-ID", position));
        HttpResponse<Stream<String>> response = http.send(request.build(), BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() == 204) {
                events.end();
                return;
            }
            if (response.statusCode() != 200) {
                throw ApiException.of(response.statusCode(), String.join("\n", lines.toList()));
            }
            try (var watch = new SilenceWatch(silence, lines::close)) {
                lines.forEach(line -> {
                    watch.heard();
                    events.line(line);
                });
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Whatever an address of the API answers, as a file; where it breaks off, an error. */
    public void download(String path, Path to) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request(path).build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() >= 300) {
                throw ApiException.of(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            Files.copy(body, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** @param path below {@code /api/v1} */
    public JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        var request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
                .build();
        return json(http.send(request, BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + key);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        check(response);
        try {
            return Json.MAPPER.readTree(response.body());
        } catch (JacksonException e) {
            throw new IOException(response.uri() + " answers no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void check(HttpResponse<String> response) throws ApiException {
        if (response.statusCode() >= 300) {
            throw ApiException.of(response.statusCode(), response.body());
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package io.reelflow.local.engine;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Ends the dataflow in good order: its whole state in a form that another parallelism, or another version, reads. */
final class Savepoint {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** A million waiting jobs are written in seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String flink;

    /** @param flink address of the JobManager */
    Savepoint(String flink) {
        this.flink = flink;
    }

    /**
     * Returns when the dataflow has ended, with its state in a folder of its own below that one; or with the reason where
     * it has not, or nobody can say: the JobManager ends with it, and may not have told of the savepoint before.
     */
    Optional<String> stop(Path folder) throws InterruptedException {
        try {
            Optional<String> job = running();
            if (job.isEmpty()) {
                return Optional.of("it did not run");
            }
            var order = Map.of("targetDirectory", folder.toUri().toString(), "drain", false, "formatType", "CANONICAL");
            String request = send(HttpRequest.newBuilder(URI.create(flink + "/jobs/" + job.get() + "/stop"))
                            .POST(BodyPublishers.ofByteArray(Json.bytes(order))))
                    .path("request-id")
                    .asString("");
            return await(URI.create(flink + "/jobs/" + job.get() + "/savepoints/" + request));
        } catch (IOException | JacksonException e) {
            return Optional.of("the JobManager does not answer (" + e + ")");
        }
    }

    private Optional<String> running() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(flink + "/jobs/overview")))
                .path("jobs")
                .valueStream()
                .filter(job -> job.path("state").asString("").equals("RUNNING"))
                .map(job -> job.path("jid").asString(""))
                .findFirst();
    }

    private Optional<String> await(URI address) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode answer = send(HttpRequest.newBuilder(address));
            JsonNode problem = answer.path("operation").path("failure-cause");
            if (problem.isObject()) {
                return Optional.of(problem.path("class").asString("no savepoint"));
            }
            if (answer.path("status").path("id").asString("").equals("COMPLETED")) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
        return Optional.of("no savepoint after " + PATIENCE.toSeconds() + " s");
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IOException("the JobManager answers " + response.statusCode());
        }
        return Json.MAPPER.readTree(response.body());
    }
}

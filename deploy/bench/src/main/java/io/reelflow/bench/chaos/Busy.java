package io.reelflow.bench.chaos;

import io.reelflow.bench.stack.RunningStack;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Which TaskManagers have a part of the dataflow, as Flink says. */
final class Busy {
    private static final int PATIENCE_SECONDS = 120;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Busy() {}

    static List<String> machines(RunningStack stack) throws IOException, InterruptedException {
        return all(stack).stream()
                .filter(one -> one.path("freeSlots").asInt(0) == 0)
                .map(one -> one.path("id").asString(""))
                .sorted()
                .toList();
    }

    /** Returns when Flink knows so many, and all but one have work. */
    static void await(RunningStack stack, int count) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (all(stack).size() != count || machines(stack).size() != count - 1) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Flink knows " + all(stack).size() + " TaskManagers, " + machines(stack)
                        + " of them with work, and not " + count + " after " + PATIENCE_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static List<JsonNode> all(RunningStack stack) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(stack.endpoints().flink().replaceFirst("/$", "") + "/taskmanagers"))
                .build();
        return Json.MAPPER
                .readTree(HTTP.send(request, BodyHandlers.ofByteArray()).body())
                .path("taskmanagers")
                .valueStream()
                .toList();
    }
}

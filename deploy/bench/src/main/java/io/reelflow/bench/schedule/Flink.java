package io.reelflow.bench.schedule;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What Flink says of its one dataflow, by its REST interface. */
final class Flink {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    Flink(String address) {
        this.address = address.replaceFirst("/$", "");
    }

    /** One that is complete. */
    record Checkpoint(long id, long triggeredAt, long millis, long bytes) {}

    /** The last few. */
    List<Checkpoint> checkpoints() throws IOException, InterruptedException {
        String job = get("/jobs/overview").at("/jobs/0/jid").asString("");
        return get("/jobs/" + job + "/checkpoints")
                .path("history")
                .valueStream()
                .filter(each -> each.path("status").asString("").equals("COMPLETED"))
                .map(each -> new Checkpoint(
                        each.path("id").asLong(),
                        each.path("trigger_timestamp").asLong(),
                        each.path("end_to_end_duration").asLong(),
                        each.path("state_size").asLong()))
                .toList();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + path)).build();
        return Json.MAPPER.readTree(
                http.send(request, BodyHandlers.ofByteArray()).body());
    }
}

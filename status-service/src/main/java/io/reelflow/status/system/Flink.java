package io.reelflow.status.system;

import io.reelflow.status.StatusConfig;
import io.reelflow.status.system.SystemReport.Checkpoints;
import io.reelflow.status.system.SystemReport.Part;
import io.reelflow.status.system.SystemReport.State;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The dataflow, as Flink's own REST API tells of it. */
@Component
class Flink {
    private static final String NAME = "flink";

    private final @Nullable URI address;
    private final WebClient client;
    private final Clock clock;

    Flink(WebClient.Builder clients, StatusConfig config, Clock clock) {
        this.address = config.flink();
        this.client = clients.build();
        this.clock = clock;
    }

    /**
     * @param checkpoints null where there are none, or nobody knows
     * @param taskManagers that are registered; null where nobody knows
     */
    record Told(
            Part part,
            @Nullable Checkpoints checkpoints,
            @Nullable Integer taskManagers) {}

    @Nullable
    String url() {
        return address == null ? null : address.toString();
    }

    /** Fails where Flink does not answer. */
    Mono<Told> now() {
        if (address == null) {
            return Mono.just(told(State.UNKNOWN, "Nobody says where Flink is: set REELFLOW_FLINK_URL"));
        }
        return get("/jobs/overview").flatMap(overview -> {
            JsonNode job = newest(overview.path("jobs"));
            if (job == null) {
                return Mono.just(told(State.DOWN, "Flink answers, and runs no dataflow"));
            }
            return Mono.zip(get("/jobs/" + job.path("jid").asString("") + "/checkpoints"), get("/overview"))
                    .map(told -> new Told(
                            part(job),
                            checkpoints(told.getT1()),
                            told.getT2().path("taskmanagers").asInt(0)));
        });
    }

    /** The one that runs, else the last that was started. */
    private static @Nullable JsonNode newest(JsonNode jobs) {
        JsonNode newest = null;
        for (JsonNode job : jobs) {
            boolean later = newest == null
                    || job.path("start-time").asLong(0)
                            > newest.path("start-time").asLong(0);
            if (isRunning(job) || (later && (newest == null || !isRunning(newest)))) {
                newest = job;
            }
        }
        return newest;
    }

    private static boolean isRunning(JsonNode job) {
        return job.path("state").asString("").equals("RUNNING");
    }

    private static Part part(JsonNode job) {
        String state = job.path("state").asString("UNKNOWN");
        JsonNode tasks = job.path("tasks");
        long all = tasks.path("total").asLong(0);
        long running = tasks.path("running").asLong(0);
        if (!isRunning(job)) {
            return new Part(NAME, State.DOWN, "The dataflow does not run: Flink says " + state);
        }
        return running == all
                ? new Part(NAME, State.UP, "The dataflow runs, all " + all + " tasks of it")
                : new Part(NAME, State.DEGRADED, running + " of " + all + " tasks of the dataflow run");
    }

    private Checkpoints checkpoints(JsonNode node) {
        JsonNode counts = node.path("counts");
        JsonNode last = node.path("latest").path("completed");
        boolean any = last.has("latest_ack_timestamp");
        Instant at =
                any ? Instant.ofEpochMilli(last.path("latest_ack_timestamp").asLong(0)) : null;
        return new Checkpoints(
                counts.path("completed").asLong(0),
                counts.path("failed").asLong(0),
                at,
                at == null
                        ? null
                        : Math.max(0, Duration.between(at, clock.instant()).toMillis() / 1e3),
                any ? last.path("end_to_end_duration").asDouble(0) / 1e3 : null,
                any ? last.path("state_size").asLong(0) : null);
    }

    private Mono<JsonNode> get(String path) {
        String base = String.valueOf(address).replaceAll("/+$", "");
        return client.get().uri(base + path).retrieve().bodyToMono(JsonNode.class);
    }

    private static Told told(State state, String message) {
        return new Told(new Part(NAME, state, message), null, null);
    }
}

package io.reelflow.local.client;

import io.reelflow.schemas.Json;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the lines of a job's event stream; several connections, one after the other, make one stream. */
final class EventReader {
    private static final Set<String> TERMINAL = Set.of("completed", "failed", "cancelled");

    private final Consumer<JsonNode> update;
    private final StringBuilder data = new StringBuilder();
    private String event = "";
    private @Nullable String position;
    private @Nullable JsonNode last;
    private boolean ended;
    private int count;

    EventReader(Consumer<JsonNode> update) {
        this.update = update;
    }

    void line(String line) {
        if (line.isEmpty()) {
            dispatch();
        } else if (line.startsWith("event:")) {
            event = value(line);
        } else if (line.startsWith("data:")) {
            data.append(value(line)).append('\n');
        } else if (line.startsWith("id:")) {
            position = value(line);
        }
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }

    private void dispatch() {
        if (!data.isEmpty() && !event.equals("error")) {
            JsonNode job = Json.MAPPER.readTree(data.toString());
            if (job.has("status")) {
                last = job;
                count++;
                update.accept(job);
                ended = TERMINAL.contains(job.path("status").asString(""));
            }
        }
        data.setLength(0);
        event = "";
    }

    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    /** How many states were heard of. */
    int count() {
        return count;
    }

    /** Where to go on from. */
    Optional<String> position() {
        return Optional.ofNullable(position);
    }

    @Nullable
    JsonNode last() {
        return last;
    }
}

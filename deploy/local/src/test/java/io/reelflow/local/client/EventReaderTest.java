package io.reelflow.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventReaderTest {
    private final List<String> heard = new ArrayList<>();
    private final EventReader reader =
            new EventReader(job -> heard.add(job.path("status").asString("")));

    private void lines(String... lines) {
        List.of(lines).forEach(reader::line);
    }

    @Test
    void everyStateIsToldAndTheLastOneEnds() {
        lines("event: initial_status", "id: 4", "data: {\"status\":\"queued\"}", "");
        lines(": a comment", "", "event: job_update", "id: 5", "data: {\"status\":", "data: \"processing\"}", "");
        assertThat(reader.ended()).isFalse();
        assertThat(reader.position()).contains("5");

        lines("event: job_completed", "id: 6", "data: {\"status\":\"completed\"}", "");
        assertThat(heard).containsExactly("queued", "processing", "completed");
        assertThat(reader.ended()).isTrue();
        JsonNode last = reader.last();
        assertThat(last).isNotNull();
    }

    @Test
    void anEventThatIsCutOffIsNotTold() {
        lines("event: job_update", "data: {\"status\":\"processing\"}");
        assertThat(heard).isEmpty();
    }

    @Test
    void anErrorOfTheStreamIsNoState() {
        lines("event: error", "data: {\"message\":\"no update for 300 s\"}", "");
        assertThat(heard).isEmpty();
        assertThat(reader.ended()).isFalse();
    }
}

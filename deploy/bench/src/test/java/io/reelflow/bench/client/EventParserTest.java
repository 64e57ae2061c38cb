package io.reelflow.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.bench.client.EventParser.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventParserTest {
    private static List<Event> parse(String... lines) {
        var events = new ArrayList<Event>();
        Stream.of(lines).forEach(new EventParser(events::add)::line);
        return events;
    }

    @Test
    void anIdStaysUntilAnotherComes() {
        assertThat(parse("id: 7", "event: job_update", "data: {}", "", "data: x", ""))
                .containsExactly(new Event("job_update", "7", "{}"), new Event("message", "7", "x"));
    }

    @Test
    void linesOfDataAreOneText() {
        assertThat(parse("data: a", "data:  b", "data", "")).containsExactly(new Event("message", "", "a\n b\n"));
    }

    @Test
    void commentsAndUnfinishedEventsAreNothing() {
        assertThat(parse(": still here", "", "event: x", "", "data: unfinished"))
                .isEmpty();
    }
}

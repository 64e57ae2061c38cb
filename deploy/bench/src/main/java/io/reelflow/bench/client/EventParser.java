package io.reelflow.bench.client;

import java.util.function.Consumer;

/** Server-sent events out of lines, as the WHATWG standard says; comments and unknown fields are passed over. */
final class EventParser {
    private final Consumer<Event> events;
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private String id = "";

    /**
     * @param name {@code message} where none was given
     * @param id of this or the last event that had one; empty before any
     */
    record Event(String name, String id, String data) {}

    EventParser(Consumer<Event> events) {
        this.events = events;
    }

    void line(String line) {
        if (line.isEmpty()) {
            dispatch();
            return;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
        switch (field) {
            case "event" -> name = value;
            case "id" -> id = value;
            case "data" -> data.append(value).append('\n');
            default -> {}
        }
    }

    private void dispatch() {
        if (!data.isEmpty()) {
            data.setLength(data.length() - 1);
            events.accept(new Event(name.isEmpty() ? "message" : name, id, data.toString()));
        }
        data.setLength(0);
        name = "";
    }
}

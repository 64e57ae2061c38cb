package io.reelflow.status.edit;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.CorrectedTranscript;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Edits.Line;
import io.reelflow.status.ApiProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code {title?, description?, tags?, transcript?, speakers?}}: what is not named stays, null takes an earlier change
 * back.
 */
final class VideoPatch {
    private static final List<String> FIELDS = List.of("title", "description", "tags", "transcript", "speakers");
    private static final List<String> LINE_FIELDS = List.of("start", "end", "text");
    private static final int TITLE = 300;
    private static final int DESCRIPTION = 20_000;
    private static final int TAGS = 100;
    private static final int LINES = 1_000;
    private static final int LINE = 5_000;
    private static final int NAMES = 100;
    private static final int NAME = 100;

    private VideoPatch() {}

    /** @param original the video as its jobs made it */
    static List<Change> of(byte @Nullable [] body, Shown original, Edits before) {
        ObjectNode fields = Fields.object(body, FIELDS);
        Shown shown = original.with(before);
        var changes = new ArrayList<Change>();
        for (String name : fields.propertyNames()) {
            JsonNode value = fields.get(name);
            switch (name) {
                case "title" -> changes.add(title(value, shown));
                case "description" -> changes.add(description(value, shown));
                case "tags" -> changes.add(tags(value, shown));
                case "transcript" -> changes.addAll(lines(value, shown));
                default -> changes.addAll(speakers(value, original, before));
            }
        }
        return changes;
    }

    private static Change title(JsonNode value, Shown shown) {
        String title = value.isNull() ? null : Fields.text("title", value, TITLE, false);
        return plain("title", title, shown.title(), edits -> with(edits, title, edits.description(), edits.tags()));
    }

    private static Change description(JsonNode value, Shown shown) {
        String text = value.isNull() ? null : Fields.text("description", value, DESCRIPTION, true);
        return plain("description", text, shown.description(), edits -> with(edits, edits.title(), text, edits.tags()));
    }

    private static Change tags(JsonNode value, Shown shown) {
        List<String> tags = value.isNull()
                ? null
                : Fields.list("tags", value, TAGS).stream()
                        .map(tag -> Fields.text("tags", tag, NAME, false))
                        .distinct()
                        .toList();
        return plain("tags", tags, shown.tags(), edits -> with(edits, edits.title(), edits.description(), tags));
    }

    private static Change plain(
            String field, @Nullable Object value, @Nullable Object shown, UnaryOperator<Edits> made) {
        return new Change(field, "", node(value), node(shown), made, false);
    }

    private static List<Change> lines(JsonNode value, Shown shown) {
        if (shown.transcript().isEmpty()) {
            throw ApiProblem.conflict("NO_TRANSCRIPT", "transcript: this video has none that could be corrected");
        }
        var changes = new ArrayList<Change>();
        if (value.isNull()) {
            changes.add(new Change(
                    "transcript",
                    "",
                    null,
                    null,
                    edits -> with(edits, List.of(), edits.speakers()),
                    !shown.clips().isEmpty()));
            return changes;
        }
        var targets = new HashSet<String>();
        List<JsonNode> lines = Fields.list("transcript", value, LINES);
        for (int i = 0; i < lines.size(); i++) {
            String path = "transcript[" + i + "]";
            Change line = line(path, lines.get(i), shown);
            if (!targets.add(line.target())) {
                throw Fields.invalid(path, lines.get(i), "corrects the same seconds twice");
            }
            changes.add(line);
        }
        return changes;
    }

    private static Change line(String path, JsonNode value, Shown shown) {
        ObjectNode fields = Fields.object(path, value, LINE_FIELDS);
        double start = Fields.seconds(path + ".start", fields.path("start"), shown.duration());
        double end = Fields.seconds(path + ".end", fields.path("end"), shown.duration());
        if (end <= start) {
            throw Fields.invalid(path + ".end", fields.path("end"), "must be after start, " + start);
        }
        JsonNode given = fields.path("text");
        boolean isSilent = given.isString() && given.asString().isBlank();
        String text = given.isNull() ? null : isSilent ? "" : Fields.text(path + ".text", given, LINE, true);
        return new Change(
                "transcript",
                String.format(Locale.ROOT, "%.3f-%.3f", start, end),
                node(text),
                node(CorrectedTranscript.between(shown.transcript(), start, end)),
                edits -> with(edits, start, end, text),
                shown.isInAClip(start, end));
    }

    /** A line takes the place of those that lie in it. */
    private static Edits with(Edits edits, double start, double end, @Nullable String text) {
        Stream<Line> others = edits.transcript().stream()
                .filter(line -> text == null
                        ? (line.start() + line.end()) / 2 < start || (line.start() + line.end()) / 2 >= end
                        : line.start() < start || line.end() > end);
        Stream<Line> line = text == null ? Stream.empty() : Stream.of(new Line(start, end, text));
        return with(edits, Stream.concat(others, line).toList(), edits.speakers());
    }

    private static List<Change> speakers(JsonNode value, Shown original, Edits before) {
        Set<String> labels = original.speakers();
        Shown shown = original.with(before);
        var changes = new ArrayList<Change>();
        if (value.isNull()) {
            before.speakers().keySet().forEach(label -> changes.add(speaker(label, null, before, shown)));
            return changes;
        }
        if (!(value instanceof ObjectNode names) || names.size() > NAMES) {
            throw Fields.invalid("speakers", value, "must be an object of at most " + NAMES + " names by label");
        }
        for (String label : names.propertyNames()) {
            String path = "speakers." + label;
            JsonNode name = names.get(label);
            if (!labels.contains(label) && !shown.speakers().contains(label)) {
                throw Fields.invalid(path, name, "is of nobody: no line of the transcript is said by '" + label + "'");
            }
            String text = name.isNull() ? null : Fields.text(path, name, NAME, false);
            changes.add(speaker(label, text, before, shown));
        }
        return changes;
    }

    /** Whoever is called by the name that was given is renamed with it. */
    private static Change speaker(String label, @Nullable String name, Edits before, Shown shown) {
        String current = before.speakers().getOrDefault(label, label);
        return new Change(
                "speakers",
                label,
                node(name),
                node(current),
                edits -> {
                    var names = new LinkedHashMap<>(edits.speakers());
                    String called = names.getOrDefault(label, label);
                    if (name == null) {
                        names.remove(label);
                    } else {
                        names.replaceAll((each, now) -> now.equals(called) ? name : now);
                        names.put(label, name);
                    }
                    return with(edits, edits.transcript(), names);
                },
                shown.speaksInAClip(current));
    }

    private static Edits with(
            Edits edits, @Nullable String title, @Nullable String description, @Nullable List<String> tags) {
        return new Edits(
                edits.version(),
                edits.revision(),
                title,
                description,
                tags,
                edits.transcript(),
                edits.speakers(),
                edits.clips());
    }

    private static Edits with(Edits edits, List<Line> lines, Map<String, String> speakers) {
        return new Edits(
                edits.version(),
                edits.revision(),
                edits.title(),
                edits.description(),
                edits.tags(),
                lines,
                speakers,
                edits.clips());
    }

    private static @Nullable JsonNode node(@Nullable Object value) {
        return value == null ? null : Objects.requireNonNull(Json.MAPPER.<JsonNode>valueToTree(value));
    }
}

package io.reelflow.bench.listen;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What is said in a file, from {@code FILE.json} beside it: {@code text}, or segments with texts; {@code language}, ISO
 * 639-1; segments {@code [{start, end, text?, speaker?}]} under the name {@code segments}, {@code turns} or {@code
 * transcript_segments}. Each may be missing.
 */
public record Truth(@Nullable String text, @Nullable String language, List<Segment> segments) {
    private static final String SUFFIX = ".json";
    private static final List<String> SEGMENTS = List.of("segments", "turns", "transcript_segments");

    public record Segment(
            double start,
            double end,
            @Nullable String text,
            @Nullable String speaker) {}

    /** A file with its truth. */
    public record Spoken(Path file, Truth truth) {}

    /** The files named, and those below the folders named, that have a truth which says what is said or who speaks. */
    public static List<Spoken> in(List<Path> given) throws IOException {
        List<Spoken> found = new ArrayList<>();
        for (Path each : given) {
            if (!Files.exists(each)) {
                throw new IOException("'" + each + "': there is no such file or folder");
            }
            try (Stream<Path> files = Files.walk(each)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    of(file).ifPresent(truth -> found.add(new Spoken(file, truth)));
                }
            }
        }
        if (found.isEmpty()) {
            throw new IOException(given.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ": no file has a truth beside it, FILE.json with a text or with segments");
        }
        return found;
    }

    private static Optional<Truth> of(Path file) throws IOException {
        Path json = file.resolveSibling(file.getFileName() + SUFFIX);
        if (!Files.isRegularFile(json)) {
            return Optional.empty();
        }
        try {
            Truth truth = read(Json.MAPPER.readTree(Files.readAllBytes(json)));
            return truth.text == null && truth.segments.isEmpty() ? Optional.empty() : Optional.of(truth);
        } catch (JacksonException e) {
            throw new IOException(json + ": is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    static Truth read(JsonNode json) {
        List<Segment> segments = new ArrayList<>();
        for (String name : SEGMENTS) {
            JsonNode list = json.path(name);
            if (segments.isEmpty() && list.isArray()) {
                list.forEach(each -> segments.add(segment(each)));
            }
        }
        boolean texts = !segments.isEmpty() && segments.stream().allMatch(each -> each.text != null);
        String text = string(json, "text");
        if (text == null && texts) {
            text = segments.stream().map(Segment::text).collect(Collectors.joining(" "));
        }
        String language = string(json, "language");
        return new Truth(text, language != null && language.matches("[a-z]{2}") ? language : null, segments);
    }

    private static Segment segment(JsonNode json) {
        return new Segment(
                json.path("start").asDouble(),
                json.path("end").asDouble(),
                string(json, "text"),
                string(json, "speaker"));
    }

    private static @Nullable String string(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString() ? value.asString() : null;
    }

    /** Those whose start can be compared: with a text. */
    List<Segment> timed() {
        return segments.stream().filter(each -> each.text != null).toList();
    }

    /** Those whose speaker is known. */
    List<Segment> turns() {
        return segments.stream().filter(each -> each.speaker != null).toList();
    }
}

package io.reelflow.bench.watch;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A film of slides with its truth, from {@code FILE.json} beside it: {@code slides [{start, end, title?, text?, page?}]},
 * and {@code boundaries} in seconds, or {@code boundaries_new_slide_only} where the steps of a build are slides of the
 * list too.
 *
 * @param boundaries when one slide goes and another comes
 * @param slides as they are listed
 */
record Deck(Path file, List<Double> boundaries, List<Slide> slides) {
    private static final String SUFFIX = ".json";

    /** @param page the same for a slide that is shown again */
    record Slide(
            double start,
            double end,
            @Nullable String title,
            @Nullable String text,
            int page) {}

    /** The files named, and those below the folders named, that have such a truth. */
    static List<Deck> in(List<Path> given) throws IOException {
        List<Deck> found = new ArrayList<>();
        for (Path each : given) {
            if (!Files.exists(each)) {
                throw new IOException("'" + each + "': there is no such file or folder");
            }
            try (Stream<Path> files = Files.walk(each)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    of(file).ifPresent(found::add);
                }
            }
        }
        if (found.isEmpty()) {
            throw new IOException(given + ": no file has a truth beside it, FILE.json with slides and boundaries");
        }
        return found;
    }

    private static Optional<Deck> of(Path file) throws IOException {
        Path json = file.resolveSibling(file.getFileName() + SUFFIX);
        if (!Files.isRegularFile(json)) {
            return Optional.empty();
        }
        try {
            JsonNode truth = Json.MAPPER.readTree(Files.readAllBytes(json));
            JsonNode changes = truth.path("boundaries_new_slide_only");
            JsonNode boundaries = changes.isArray() ? changes : truth.path("boundaries");
            return truth.path("slides").isArray() && boundaries.isArray()
                    ? Optional.of(new Deck(file, numbers(boundaries), slides(truth.path("slides"))))
                    : Optional.empty();
        } catch (JacksonException e) {
            throw new IOException(json + ": is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static List<Double> numbers(JsonNode list) {
        List<Double> numbers = new ArrayList<>();
        list.forEach(each -> numbers.add(each.asDouble()));
        return numbers;
    }

    private static List<Slide> slides(JsonNode list) {
        List<Slide> slides = new ArrayList<>();
        for (JsonNode each : list) {
            slides.add(new Slide(
                    each.path("start").asDouble(),
                    each.path("end").asDouble(),
                    string(each, "title"),
                    string(each, "text"),
                    each.path("page").asInt(-1 - slides.size())));
        }
        return slides;
    }

    private static @Nullable String string(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString() ? value.asString() : null;
    }
}

package io.reelflow.media.analyze.labelled;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Analysis.Entity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The labelled texts, read from beside this class. All of them are our own, under this project's licence. */
final class Sets {
    private static final List<String> TALKS = List.of(
            "coffee",
            "bike",
            "garden",
            "bread",
            "sleep",
            "town",
            "es-olivo",
            "es-tren",
            "de-uhr",
            "de-dorf",
            "fr-sel",
            "fr-ile");

    private Sets() {}

    record InLanguage(String language, String text) {}

    record Mood(String label, String text) {}

    record Names(String text, List<Entity> entities) {}

    static List<LabelledTalk> talks() throws IOException {
        var talks = new ArrayList<LabelledTalk>();
        for (String name : TALKS) {
            talks.add(read("talks/" + name + ".json", LabelledTalk.class));
        }
        return talks;
    }

    static List<InLanguage> languages() throws IOException {
        return List.of(read("languages.json", InLanguage[].class));
    }

    static List<Mood> moods() throws IOException {
        return List.of(read("moods.json", Mood[].class));
    }

    static List<Names> names() throws IOException {
        return List.of(read("names.json", Names[].class));
    }

    private static <T> T read(String name, Class<T> type) throws IOException {
        try (InputStream stream = Sets.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("not on the classpath: " + name);
            }
            return Json.read(stream.readAllBytes(), type);
        }
    }
}

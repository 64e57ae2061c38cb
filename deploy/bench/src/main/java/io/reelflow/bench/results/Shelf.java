package io.reelflow.bench.results;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;

/** A folder with a file for each program: {@code docs/benchmarks/KEY.json}. */
public record Shelf(Path folder) {
    /** That of a source tree. */
    public static Shelf of(Path root) {
        return new Shelf(root.resolve("docs/benchmarks"));
    }

    /** By their keys. */
    public List<Kept> all() throws IOException {
        var all = new ArrayList<Kept>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    all.add(Json.read(Files.readAllBytes(file), Kept.class));
                }
            }
        }
        return all;
    }

    public Optional<Kept> find(String key) throws IOException {
        Path file = folder.resolve(key + ".json");
        return Files.isRegularFile(file)
                ? Optional.of(Json.read(Files.readAllBytes(file), Kept.class))
                : Optional.empty();
    }

    /** In place of what was there of the same program. */
    public void put(Kept kept) throws IOException {
        Files.createDirectories(folder);
        String text = Json.MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(kept);
        Files.writeString(folder.resolve(kept.key() + ".json"), text + "\n");
    }
}

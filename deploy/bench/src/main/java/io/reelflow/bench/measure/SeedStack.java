package io.reelflow.bench.measure;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A stack to measure beside ours, in a folder of its own: its {@code load.py PART} starts it, measures one part, stops it, and
 * writes {@code results/PART.json}.
 */
public record SeedStack(Path folder) {
    /** Runs a part; returns what it wrote. */
    public JsonNode run(String part) throws IOException, InterruptedException {
        Path results = folder.resolve("results").resolve(part + ".json");
        Files.deleteIfExists(results);
        Process process = new ProcessBuilder(List.of("/usr/bin/python3", "load.py", part))
                .directory(folder.toFile())
                .inheritIO()
                .start();
        int code = process.waitFor();
        if (code != 0 || !Files.isRegularFile(results)) {
            throw new IOException("load.py " + part + " in " + folder + " ended with " + code);
        }
        return Json.MAPPER.readTree(Files.readAllBytes(results));
    }
}

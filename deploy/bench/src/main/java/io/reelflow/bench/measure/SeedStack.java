package io.reelflow.bench.measure;

import io.reelflow.bench.measure.Result.Figure;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A stack to measure beside ours, in a folder of its own: its {@code load.py PART} starts it, measures one part, stops it, and
 * writes {@code results/PART.json}.
 */
public record SeedStack(Path folder) {
    /** Runs a part; every number that it wrote is a figure, but those of its single repetitions. */
    public Result run(String part) throws IOException, InterruptedException {
        Path results = folder.resolve("results").resolve(part + ".json");
        Instant started = Instant.now();
        Machine machine = Machine.here();
        Files.deleteIfExists(results);
        Process process = new ProcessBuilder(List.of("/usr/bin/python3", "load.py", part))
                .directory(folder.toFile())
                .inheritIO()
                .start();
        int code = process.waitFor();
        if (code != 0 || !Files.isRegularFile(results)) {
            throw new IOException("load.py " + part + " in " + folder + " ended with " + code);
        }
        double seconds = (Instant.now().toEpochMilli() - started.toEpochMilli()) / 1000.0;
        var figures = new ArrayList<Figure>();
        add("", Json.MAPPER.readTree(Files.readAllBytes(results)), figures);
        return new Result(
                "load.py " + part, started, seconds, machine.cores(), machine, true, figures, List.of(), null);
    }

    private static void add(String name, JsonNode node, List<Figure> figures) {
        if (node.isNumber()) {
            figures.add(new Figure(name, node.asDouble(), "", null, null, null));
        }
        node.properties().stream()
                .filter(each -> !each.getKey().equals("reps"))
                .forEach(each ->
                        add(name.isEmpty() ? each.getKey() : name + ", " + each.getKey(), each.getValue(), figures));
    }
}

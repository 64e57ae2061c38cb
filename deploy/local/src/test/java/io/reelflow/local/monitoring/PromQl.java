package io.reelflow.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Prometheus' query language, by the parser of the PyPI package {@code promql-parser}, which knows types and functions. */
final class PromQl {
    private static final String PACKAGE = "promql-parser==0.12.0";
    private static final Path FOLDER = Path.of("target", "promql").toAbsolutePath();

    private PromQl() {}

    /** For each expression {@code {"metrics": […]}} or {@code {"error": "…"}}. */
    static List<JsonNode> parse(List<String> expressions) throws IOException, InterruptedException {
        if (!Files.isDirectory(FOLDER.resolve("promql_parser"))) {
            run(List.of("python3", "-m", "pip", "install", "-q", "--no-deps", "-t", FOLDER.toString(), PACKAGE), "");
        }
        Path script = Path.of("src", "test", "resources", "promql.py").toAbsolutePath();
        String told = run(List.of("python3", script.toString()), Json.text(expressions));
        var all = new ArrayList<JsonNode>();
        Json.MAPPER.readTree(told).forEach(all::add);
        return all;
    }

    private static String run(List<String> command, String input) throws IOException, InterruptedException {
        Path in = Files.createTempFile("promql", ".json");
        try {
            Files.writeString(in, input);
            var builder = new ProcessBuilder(command).redirectInput(in.toFile()).redirectErrorStream(true);
            builder.environment().put("PYTHONPATH", FOLDER.toString());
            Process process = builder.start();
            String told =
                    new String(Objects.requireNonNull(process.getInputStream()).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(told).isZero();
            return told;
        } finally {
            Files.delete(in);
        }
    }
}

package io.reelflow.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Prometheus' query language, by the parser of the PyPI package {@code promql-parser}, which knows types and functions. */
final class PromQl {
    private static final String PACKAGE = "promql-parser==0.12.0";

    private PromQl() {}

    /** For each expression {@code {"metrics": […]}} or {@code {"error": "…"}}. */
    static List<JsonNode> parse(List<String> expressions) throws IOException, InterruptedException {
        String python = python();
        Path script = Path.of("src", "test", "resources", "promql.py").toAbsolutePath();
        String told = run(List.of(python, script.toString()), Json.text(expressions));
        var all = new ArrayList<JsonNode>();
        Json.MAPPER.readTree(told).forEach(all::add);
        return all;
    }

    /** That of an environment with the package, made once for the machine; its mark is written last. */
    private static String python() throws IOException, InterruptedException {
        Path cache = Path.of(
                        System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"))
                .resolve("reelflow/checks");
        Path folder = Files.createDirectories(cache).resolve(PACKAGE.replace("==", "-"));
        String python = folder.resolve("bin/python3").toString();
        Path mark = folder.resolve("installed");
        try (var channel = FileChannel.open(
                        cache.resolve("promql.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(mark)) {
                run(List.of("python3", "-m", "venv", "--clear", folder.toString()), "");
                run(List.of(python, "-m", "pip", "install", "-q", "--no-deps", "--only-binary=:all:", PACKAGE), "");
                Files.createFile(mark);
            }
        }
        return python;
    }

    private static String run(List<String> command, String input) throws IOException, InterruptedException {
        Path in = Files.createTempFile("promql", ".json");
        try {
            Files.writeString(in, input);
            var builder = new ProcessBuilder(command).redirectInput(in.toFile()).redirectErrorStream(true);
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

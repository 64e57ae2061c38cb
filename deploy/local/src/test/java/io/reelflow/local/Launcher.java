package io.reelflow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Types {@code ./reelflow …} for a test, with a home of its own.
 *
 * @param environment what it adds to the test's own
 */
record Launcher(Path home, Map<String, String> environment) {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path TALK = ROOT.resolve("deploy/local/demo/talk.mp4");

    Launcher(Path home) {
        this(home, Map.of());
    }

    /** What a command printed, and how it ended. */
    record Result(int code, String output) {}

    Result run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("reelflow", ".txt");
        try {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-Dreelflow.root=" + ROOT,
                    "-cp",
                    ROOT.resolve("deploy/local/target/classes") + ":" + ROOT.resolve("deploy/local/target/lib") + "/*",
                    "io.reelflow.local.Main"));
            command.addAll(List.of(arguments));
            command.addAll(List.of("--home", home.toString()));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new Result(builder.start().waitFor(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}

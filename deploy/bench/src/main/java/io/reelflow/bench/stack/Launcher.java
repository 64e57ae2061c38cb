package io.reelflow.bench.stack;

import io.reelflow.local.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Types {@code ./reelflow …}, in a process of its own, with what has been built.
 *
 * @param environment what all that is started inherits, beside our own
 */
record Launcher(Path root, Home home, Map<String, String> environment) {
    /** @throws IOException where the command ends with another code than 0 */
    void run(List<String> arguments) throws IOException, InterruptedException {
        Path local = root.resolve("deploy/local/target");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dreelflow.root=" + root,
                "-cp",
                local.resolve("classes") + ":" + local.resolve("lib") + "/*",
                "io.reelflow.local.Main"));
        command.addAll(arguments);
        command.addAll(List.of("--home", home.dir().toString()));
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IOException(
                    "./reelflow " + String.join(" ", arguments) + " in " + home.dir() + " ended with " + code);
        }
    }
}

package io.reelflow.bench.stack;

import io.reelflow.local.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Types {@code ./reelflow …}, in a process of its own, with what has been built. */
record Launcher(Path root, Home home) {
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
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(
                    "./reelflow " + String.join(" ", arguments) + " in " + home.dir() + " ended with " + code);
        }
    }
}

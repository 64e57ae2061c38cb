package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The programs under {@code deploy/bench}, as a child of this process with its input and output. */
final class BenchProgram {
    private static final String MODULE = "deploy/bench";

    private BenchProgram() {}

    /** The program's command line: the home belongs to the name. */
    static List<String> arguments(String kind, List<String> named, @Nullable Path home) {
        var arguments = new ArrayList<String>();
        arguments.add(kind);
        arguments.addAll(named);
        if (home != null) {
            arguments.addAll(List.of("--home", home.toString()));
        }
        return arguments;
    }

    /** Its exit code. Whoever ends this process ends the program too, which takes down what it had started. */
    static int run(List<String> arguments) throws IOException, InterruptedException {
        Install install = Install.ofEnvironment();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-Dreelflow.root=" + install.root(),
                "-cp",
                install.classpath(MODULE),
                "io.reelflow.bench.Main"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "end"));
        return process.waitFor();
    }

    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

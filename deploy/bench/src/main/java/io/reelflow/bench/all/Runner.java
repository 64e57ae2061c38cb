package io.reelflow.bench.all;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs programs, each in a process of its own, so that none has the heap or the compiled code of another. */
final class Runner {
    private final Path root;
    private final @Nullable Path corpus;
    private final AtomicReference<@Nullable Process> running = new AtomicReference<>();

    Runner(Path root, @Nullable Path corpus) {
        this.root = root;
        this.corpus = corpus;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
    }

    /** Returns where its report is, if it wrote one. */
    Path run(Program program, int number) throws IOException, InterruptedException {
        Path folder = root.resolve("target/bench/all");
        Path report = folder.resolve(program.key() + "-" + number + ".json");
        Files.createDirectories(folder);
        Files.deleteIfExists(report);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-Dreelflow.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                "io.reelflow.bench.Main"));
        command.addAll(program.arguments(corpus, report));
        System.out.println("\n== " + program.command() + ", run " + number);
        Process process = new ProcessBuilder(command).inheritIO().start();
        running.set(process);
        process.waitFor();
        running.set(null);
        return report;
    }

    /** It takes down what it has started. */
    private void end() {
        Process process = running.get();
        if (process != null) {
            process.destroy();
        }
    }
}

package io.reelflow.bench.fuzz;

import io.reelflow.schemas.ObjectKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A Python environment with pinned packages, below the cache: made at first use, and again when the pins change. */
record PythonPrograms(Path folder) {

    /** @param requirements one {@code name==version} a line, with all that they need */
    static PythonPrograms ensure(Path cache, String requirements) throws IOException, InterruptedException {
        Path parent = Files.createDirectories(cache.resolve("bench"));
        var programs = new PythonPrograms(parent.resolve("python-" + ObjectKeys.fingerprint(requirements)));
        try (var channel =
                        FileChannel.open(parent.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(programs.mark())) {
                programs.install(requirements);
            }
        }
        return programs;
    }

    /** A program that a package brings. */
    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Written last. */
    private Path mark() {
        return folder.resolve("installed");
    }

    private void install(String requirements) throws IOException, InterruptedException {
        System.out.println("Installing "
                + requirements
                        .lines()
                        .filter(line -> line.startsWith("schemathesis"))
                        .findFirst()
                        .orElse("Python packages")
                + " …");
        run("python3", "-m", "venv", "--clear", folder.toString());
        Path file = Files.writeString(folder.resolve("requirements.txt"), requirements);
        run(
                program("python3").toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                "--only-binary=:all:",
                "--no-input",
                "--disable-pip-version-check",
                "--requirement",
                file.toString());
        Files.createFile(mark());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
    }
}

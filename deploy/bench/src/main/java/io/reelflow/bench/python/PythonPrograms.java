package io.reelflow.bench.python;

import io.reelflow.schemas.ObjectKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A Python environment with pinned packages, below the cache: made at first use, and again when the pins change. */
public record PythonPrograms(Path folder) {

    /** @param requirements the package that is wanted, then all that it needs: one {@code name==version} a line */
    public static PythonPrograms ensure(Path cache, String requirements) throws IOException, InterruptedException {
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
    public Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Written last. */
    private Path mark() {
        return folder.resolve("installed");
    }

    private void install(String requirements) throws IOException, InterruptedException {
        System.out.println("Installing " + named(requirements) + " …");
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

    private static String named(String requirements) {
        return requirements
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .orElse("Python packages");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
    }
}

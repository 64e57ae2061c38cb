package io.reelflow.bench.faults;

import io.reelflow.bench.python.PythonPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The wall clock of a stack, by <a href="https://github.com/wolfcw/libfaketime">libfaketime</a>: all its processes read it
 * a second later, what measures durations is left as it is.
 */
final class FakeClock implements AutoCloseable {
    private static final String PACKAGE = "libfaketime==3.0.1\n";

    private final Path library;
    private final Path folder;

    private FakeClock(Path library, Path folder) {
        this.library = library;
        this.folder = folder;
    }

    /** @param cache folder that the library is downloaded below, once */
    static FakeClock in(Path cache) throws IOException, InterruptedException {
        PythonPrograms python = PythonPrograms.ensure(cache, PACKAGE);
        try (Stream<Path> files = Files.walk(python.folder().resolve("lib"))) {
            Path library = files.filter(file -> file.endsWith("libfaketime.so.1"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(PACKAGE.strip() + " has no libfaketime.so.1"));
            var clock = new FakeClock(library, Files.createTempDirectory("reelflow-clock-"));
            clock.set(Duration.ZERO);
            return clock;
        }
    }

    /** For {@code ./reelflow up}: its processes inherit it. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file().toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    /** How far it is from the machine's. */
    void set(Duration ahead) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), "%+d\n".formatted(ahead.toSeconds()));
        Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file() {
        return folder.resolve("clock");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file());
        Files.delete(folder);
    }
}

package io.reelflow.media.models;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says once a second how many bytes the files of a folder have, until it is closed. */
final class Growth implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "growth");
        daemon.setDaemon(true);
        return daemon;
    });

    Growth(Path folder, LongConsumer bytes) {
        var unused = thread.scheduleWithFixedDelay(() -> bytes.accept(bytes(folder)), 1, 1, TimeUnit.SECONDS);
    }

    /** A file that is being moved counts once, one that is gone meanwhile not at all. */
    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .map(Path::toFile)
                    .filter(File::isFile)
                    .collect(Collectors.toMap(File::getName, File::length, Math::max))
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
        } catch (IOException | UncheckedIOException goneMeanwhile) {
            return 0;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

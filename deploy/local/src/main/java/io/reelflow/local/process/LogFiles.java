package io.reelflow.local.process;

import io.reelflow.local.home.Home;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * Keeps logs small. A log over 16 MiB is copied to {@code NAME.log.1} and cut to nothing under its writer, which
 * appends; so no process has to be told, and none blocks when the supervisor is gone.
 */
final class LogFiles {
    static final long LIMIT_BYTES = 16L << 20;

    private LogFiles() {}

    static void rotate(Home home) throws IOException {
        try (Stream<Path> files = Files.list(home.logs())) {
            for (Path log : (Iterable<Path>) files::iterator) {
                if (log.getFileName().toString().endsWith(".log") && Files.size(log) > LIMIT_BYTES) {
                    Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                    try (var file = new RandomAccessFile(log.toFile(), "rw")) {
                        file.setLength(0);
                    }
                }
            }
        }
    }
}

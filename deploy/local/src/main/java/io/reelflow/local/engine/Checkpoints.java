package io.reelflow.local.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Checkpoints that Flink left on disk: {@code JOB/chk-N/_metadata}, which is written last. */
final class Checkpoints {
    private Checkpoints() {}

    /** The newest whole one; empty where the dataflow never completed any. */
    static Optional<Path> newest(Path folder) throws IOException {
        try (Stream<Path> files =
                Files.find(folder, 3, (file, attributes) -> file.endsWith("_metadata") && attributes.size() > 0)) {
            return files.filter(file ->
                            file.getName(file.getNameCount() - 2).toString().startsWith("chk-"))
                    .max(Comparator.comparing(Checkpoints::time))
                    .map(Path::getParent);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.reelflow.local.engine;

import io.reelflow.local.home.Folders;
import io.reelflow.local.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Flink left on disk of the dataflow's state: checkpoints, {@code JOB/chk-N/_metadata}, and savepoints, {@code
 * savepoint-ID/_metadata}. The file is written last.
 */
final class Checkpoints {
    private static final String SAVEPOINT = "savepoint-";

    private Checkpoints() {}

    /** The newest whole one; empty where the dataflow never completed any. */
    static Optional<Path> newest(Home home) throws IOException {
        return Stream.concat(whole(home.checkpoints()).stream(), whole(home.savepoints()).stream())
                .max(Comparator.comparing(Checkpoints::time));
    }

    /** Whole ones below a folder. */
    static Set<Path> whole(Path folder) throws IOException {
        try (Stream<Path> files =
                Files.find(folder, 3, (file, attributes) -> file.endsWith("_metadata") && attributes.size() > 0)) {
            return files.map(Path::getParent).filter(Checkpoints::named).collect(Collectors.toSet());
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    private static boolean named(Path one) {
        String name = one.getFileName().toString();
        return name.startsWith("chk-") || name.startsWith(SAVEPOINT);
    }

    /** How a dataflow begins with it. A checkpoint is its own from then on; a savepoint stays as it is. */
    static List<String> resume(Path one) {
        String mode = one.getFileName().toString().startsWith(SAVEPOINT) ? "NO_CLAIM" : "CLAIM";
        return List.of("--fromSavepoint", one.toUri().toString(), "--claimMode", mode);
    }

    static void delete(Set<Path> all) throws IOException {
        for (Path one : all) {
            Folders.delete(one);
        }
    }

    private static FileTime time(Path one) {
        try {
            return Files.getLastModifiedTime(one.resolve("_metadata"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

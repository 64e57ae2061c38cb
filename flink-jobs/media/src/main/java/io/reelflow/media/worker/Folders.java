package io.reelflow.media.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders of scratch files. */
final class Folders {
    private static final Logger LOG = LoggerFactory.getLogger(Folders.class);
    private static final String WORKER = "worker-";
    private static final Pattern WORKER_NAME = Pattern.compile(WORKER + "(\\d+)-\\d+");

    private Folders() {}

    /** The folder of this process's nth worker. */
    static Path worker(Path temp, int number) {
        return temp.resolve(WORKER + ProcessHandle.current().pid() + "-" + number);
    }

    /** Removes the folders of workers whose parent is dead. */
    static void clearDead(Path temp) throws IOException {
        Files.createDirectories(temp);
        try (Stream<Path> folders = Files.list(temp)) {
            folders.filter(Folders::isOfTheDead).forEach(Folders::deleteQuietly);
        }
    }

    private static boolean isOfTheDead(Path folder) {
        Matcher name = WORKER_NAME.matcher(folder.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    /** Empties a folder and keeps it. */
    static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** What can not be removed is left behind, and said. */
    static void deleteQuietly(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            empty(folder);
            Files.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("scratch folder {} could not be removed: {}", folder, e.toString());
        }
    }
}

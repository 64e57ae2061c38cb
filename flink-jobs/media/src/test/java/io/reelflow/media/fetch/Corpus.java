package io.reelflow.media.fetch;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Objects;

/** The shared collection of test media; tests that need it are skipped where it is not there. */
final class Corpus {
    private Corpus() {}

    static Path file(String name) {
        String given = System.getenv("REELFLOW_CORPUS");
        Path root = given != null
                ? Path.of(given)
                : repository().resolveSibling("shared").resolve("corpus");
        Path file = root.resolve(name);
        assumeThat(file).exists();
        return file;
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!folder.resolve("schemas").toFile().isDirectory()) {
            folder = Objects.requireNonNull(folder.getParent(), "the repository's root");
        }
        return folder;
    }
}

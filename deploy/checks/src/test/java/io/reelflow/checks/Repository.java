package io.reelflow.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of this repository. */
final class Repository {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path CHART = ROOT.resolve("deploy/kubernetes/chart");
    static final Path IMAGES = ROOT.resolve("deploy/images");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(REELFLOW_[A-Z0-9_]+)` \\|(.*?)\\| ([a-z, ]+?) \\|");

    private Repository() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys of docs/configuration.md, and who reads each, as the page has it. */
    static Map<String, List<String>> settings() {
        var settings = new TreeMap<String, List<String>>();
        ROW.matcher(text(ROOT.resolve("docs/configuration.md")))
                .results()
                .forEach(row -> settings.put(row.group(1), List.of(row.group(3).split(", ", -1))));
        return settings;
    }
}

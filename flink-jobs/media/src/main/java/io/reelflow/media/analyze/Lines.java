package io.reelflow.media.analyze;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines of a small text file shipped beside this package's classes; comments ({@code # …}) and blank lines left out. */
final class Lines {
    private Lines() {}

    static boolean exist(String name) {
        return Lines.class.getResource(name) != null;
    }

    static List<String> of(String name) {
        try (InputStream stream = Lines.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("not on the classpath: " + name);
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.reelflow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names in the tables of docs/metrics.md. */
public final class DocumentedMetrics {
    private static final Path PAGE = Path.of("../../docs/metrics.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-zA-Z_:]+)` \\| (gauge|counter|histogram|summary) \\|");

    private DocumentedMetrics() {}

    public static Set<String> names() throws IOException {
        var names = new TreeSet<String>();
        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> names.add(row.group(1)));
        return names;
    }
}

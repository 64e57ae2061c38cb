package io.reelflow.local.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A table as a folder of files, one for each day of the last change: {@code TABLE/day=2026-11-22/part-0.parquet}. A file is
 * there whole or not at all; the same export again writes each anew, and a day without rows has none.
 *
 * @param since the first day; null for all
 * @param until the last day; null for all
 */
public record TableExport(
        Api api,
        Path folder,
        String format,
        @Nullable LocalDate since,
        @Nullable LocalDate until) {

    /** @param written is told of each file */
    public void write(String table, Consumer<Path> written) throws IOException, InterruptedException {
        JsonNode answer = api.get("/export/" + table);
        Path to = folder.resolve(table);
        Set<Path> kept = new HashSet<>();
        // The oldest first: a row that moves to a later day meanwhile is in two files, but in no case in none.
        for (JsonNode each : answer.path("days")) {
            LocalDate day = LocalDate.parse(each.asString());
            if (isAsked(day)) {
                Path file = file(to, day);
                Files.createDirectories(file.getParent());
                Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
                try {
                    api.download(
                            "/export/" + table + "." + format + "?since=" + day + "T00:00:00Z&until=" + day.plusDays(1)
                                    + "T00:00:00Z",
                            partial);
                    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(partial);
                }
                kept.add(file);
                written.accept(file);
            }
        }
        for (LocalDate day : days(to)) {
            if (isAsked(day) && !kept.contains(file(to, day))) {
                Files.deleteIfExists(file(to, day));
            }
        }
    }

    private boolean isAsked(LocalDate day) {
        return (since == null || !day.isBefore(since)) && (until == null || !day.isAfter(until));
    }

    private Path file(Path table, LocalDate day) {
        return table.resolve("day=" + day).resolve("part-0." + format);
    }

    private static List<LocalDate> days(Path table) throws IOException {
        if (!Files.isDirectory(table)) {
            return List.of();
        }
        var days = new ArrayList<LocalDate>();
        try (Stream<Path> folders = Files.list(table)) {
            folders.map(each -> each.getFileName().toString())
                    .filter(name -> name.matches("day=\\d{4}-\\d{2}-\\d{2}"))
                    .forEach(name -> days.add(LocalDate.parse(name.substring(4))));
        }
        return days;
    }
}

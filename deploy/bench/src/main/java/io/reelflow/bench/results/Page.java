package io.reelflow.bench.results;

import io.reelflow.bench.measure.Report;
import io.reelflow.bench.measure.Result.Figure;
import io.reelflow.bench.results.Kept.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part of a page between two marks, which a program writes; all around it is for people to write. */
public record Page(Path file, String name) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final double QUIET = 0.5;

    /** {@code docs/benchmarks.md}. */
    public static Page ofBenchmarks(Path root) {
        return new Page(root.resolve("docs/benchmarks.md"), "figures");
    }

    private String begin() {
        return "<!-- " + name + ": written by a program; what is changed here is lost -->";
    }

    private String end() {
        return "<!-- end of " + name + " -->";
    }

    /** What stands there now. */
    public String read() throws IOException {
        String text = Files.readString(file);
        return text.substring(from(text), to(text)).strip();
    }

    /** Puts it in place of what stands there. */
    public void write(String part) throws IOException {
        String text = Files.readString(file);
        Files.writeString(
                file, text.substring(0, from(text)) + "\n\n" + part.strip() + "\n\n" + text.substring(to(text)));
    }

    private int from(String text) throws IOException {
        return place(text, begin()) + begin().length();
    }

    private int to(String text) throws IOException {
        return place(text, end());
    }

    private int place(String text, String mark) throws IOException {
        int place = text.indexOf(mark);
        if (place < 0) {
            throw new IOException(file + " has no line \"" + mark + "\"");
        }
        return place;
    }

    /** First what is wanted of each, then each in whole. */
    public static String text(List<Kept> all) {
        String machines = all.stream()
                .map(Kept::machine)
                .filter(Objects::nonNull)
                .map(each -> "- " + each.words())
                .distinct()
                .collect(Collectors.joining("\n"));
        return (machines.isEmpty() ? "" : "Measured on:\n\n" + machines + "\n\n")
                + "### What is wanted, and what is reached\n\n" + wanted(all) + "\n\n"
                + all.stream().map(Page::section).collect(Collectors.joining("\n\n"));
    }

    private static String wanted(List<Kept> all) {
        var lines =
                new StringBuilder("| program | figure | median | wanted | baseline |\n| --- | --- | --- | --- | --- |");
        for (Kept kept : all) {
            for (Row row : kept.figures()) {
                if (row.target() != null || row.least() != null) {
                    lines.append(line(
                            code(kept.command()),
                            row.what(),
                            median(row),
                            target(row) + (row.met() ? "" : ": **not**"),
                            text(row.baseline())));
                }
            }
        }
        return lines.toString();
    }

    private static String section(Kept kept) {
        var text = new StringBuilder("### " + code(kept.command()) + "\n\n" + when(kept) + "\n\n");
        text.append("| figure | median | least to most | wanted | baseline |\n| --- | --- | --- | --- | --- |");
        for (Row row : kept.figures()) {
            text.append(line(row.what(), median(row), spread(row), target(row), text(row.baseline())));
        }
        if (!kept.promises().isEmpty()) {
            text.append("\n");
        }
        kept.promises()
                .forEach(each -> text.append("\n- ")
                        .append(each.kept() ? "kept: " : "**broken**: ")
                        .append(escape(each.what() + ": " + each.detail())));
        return text.toString();
    }

    private static String when(Kept kept) {
        var machine = kept.machine();
        return TIME.format(kept.measured()) + " UTC"
                + (kept.commit() == null ? "" : ", commit " + kept.commit())
                + ", " + kept.runs() + (kept.runs() == 1 ? " run" : " runs")
                + (machine == null || !(machine.load() > QUIET)
                        ? ""
                        : String.format(Locale.ROOT, ", beside a load of %.1f", machine.load()));
    }

    private static String median(Row row) {
        return row.median().isEmpty() ? "none" : number(row.median().getAsDouble(), row.unit());
    }

    private static String spread(Row row) {
        return row.values().size() < 2
                ? ""
                : number(
                                row.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .min()
                                        .orElseThrow(),
                                "") + " to "
                        + number(
                                row.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .max()
                                        .orElseThrow(),
                                "");
    }

    private static String number(double value, String unit) {
        return Report.number(value) + (unit.isEmpty() ? "" : " " + unit);
    }

    private static String target(Row row) {
        return Report.wanted(new Figure(row.what(), null, row.unit(), row.target(), row.least(), null));
    }

    private static String line(String... cells) {
        return "\n| " + Arrays.stream(cells).map(Page::escape).collect(Collectors.joining(" | ")) + " |";
    }

    private static String escape(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}

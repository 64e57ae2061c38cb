package io.reelflow.bench.measure;

import io.reelflow.bench.measure.Result.Figure;
import io.reelflow.bench.measure.Result.Promise;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run has found: figures beside their targets and baselines, and promises that held or did not. A figure never
 * makes a run fail, as it depends on the machine; a broken promise always does.
 */
public final class Report {
    private final String name;
    private final Instant started = Instant.now();
    private final Machine machine = Machine.here();
    private final List<Figure> figures = new ArrayList<>();
    private final List<Promise> promises = new ArrayList<>();
    private @Nullable Table table;

    public Report(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public Report figure(String what, double value, String unit) {
        return figure(what, value, unit, null, null);
    }

    /** @param target at most this is wanted; null where nothing was promised */
    public Report figure(String what, double value, String unit, @Nullable Double target, @Nullable String baseline) {
        figures.add(new Figure(what, measured(value), unit, target, null, baseline));
        return this;
    }

    /** @param least at least this is wanted; null where nothing was promised */
    public Report figureAtLeast(
            String what, double value, String unit, @Nullable Double least, @Nullable String baseline) {
        figures.add(new Figure(what, measured(value), unit, null, least, baseline));
        return this;
    }

    private static @Nullable Double measured(double value) {
        return Double.isFinite(value) ? Double.valueOf(value) : null;
    }

    /** The single measurements, printed before what they come to. */
    public Report table(Table table) {
        this.table = table;
        return this;
    }

    /** @param detail what was found, whichever way it went */
    public Report promise(String what, boolean kept, String detail) {
        promises.add(new Promise(what, kept, detail));
        return this;
    }

    /** Whether every promise was. */
    public boolean kept() {
        return promises.stream().allMatch(Promise::kept);
    }

    /** Promises that were not kept, in words. */
    public List<String> broken() {
        return promises.stream()
                .filter(each -> !each.kept())
                .map(each -> each.what() + ": " + each.detail())
                .toList();
    }

    public void print(PrintWriter out) {
        out.printf(Locale.ROOT, "%n%s%n", name);
        if (table != null) {
            table.print(out);
        }
        out.printf(Locale.ROOT, "%-52s %12s %-8s %10s  %s%n", "FIGURE", "MEASURED", "", "TARGET", "BASELINE");
        for (Figure each : figures) {
            out.printf(
                    Locale.ROOT,
                    "%-52s %12s %-8s %10s  %s%n",
                    each.what(),
                    number(each.value()),
                    each.unit(),
                    wanted(each),
                    each.baseline() == null ? "" : each.baseline());
        }
        for (Promise each : promises) {
            out.printf(Locale.ROOT, "%-8s %s: %s%n", each.kept() ? "kept" : "BROKEN", each.what(), each.detail());
        }
        out.flush();
    }

    /** The target, in a word. */
    public static String wanted(Figure figure) {
        return figure.target() != null
                ? "≤ " + number(figure.target())
                : figure.least() != null ? "≥ " + number(figure.least()) : "";
    }

    /** With as many digits as can be trusted. */
    public static String number(@Nullable Double value) {
        if (value == null) {
            return "none";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString(value.longValue())
                : String.format(Locale.ROOT, "%." + decimals(Math.abs(value)) + "f", value);
    }

    private static int decimals(double size) {
        return size < 1 ? 3 : size < 10 ? 2 : 1;
    }

    /** Writes it as JSON. */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        double seconds = (Instant.now().toEpochMilli() - started.toEpochMilli()) / 1000.0;
        Files.write(
                file,
                Json.bytes(new Result(
                        name,
                        started,
                        seconds,
                        Runtime.getRuntime().availableProcessors(),
                        machine,
                        kept(),
                        figures,
                        promises,
                        table)));
    }
}

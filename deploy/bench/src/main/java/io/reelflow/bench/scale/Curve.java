package io.reelflow.bench.scale;

import io.reelflow.bench.results.Kept;
import io.reelflow.bench.results.Kept.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The points that {@code bench scaling} has measured. */
final class Curve {
    private static final Pattern NAME = Pattern.compile("(\\d+) slots?, (\\d+) rooms: (.+)");
    private static final String CPU = "CPU a job, ";

    private Curve() {}

    /**
     * A run.
     *
     * @param figures by what they say behind the name of the point
     */
    record Point(int slots, int rooms, Map<String, Double> figures) {
        double figure(String what) {
            Double value = figures.get(what);
            if (value == null) {
                throw new IllegalArgumentException(
                        "bench scaling has no figure \"" + what + "\" of " + slots + " slots and " + rooms + " rooms");
            }
            return value;
        }

        double jobsPerSecond() {
            return figure("through the dataflow");
        }

        double rowsPerSecond() {
            return figure("to the last row");
        }

        /** CPU seconds a job of one process; 0 where that did nothing. */
        double cpu(String process) {
            return figures.getOrDefault(CPU + process, 0.0) / 1000;
        }

        /** Processes whose CPU was measured. */
        List<String> processes() {
            return figures.keySet().stream()
                    .filter(each -> each.startsWith(CPU))
                    .map(each -> each.substring(CPU.length()))
                    .toList();
        }
    }

    /** By slots, then rooms. */
    static List<Point> of(Kept scaling) {
        Map<String, Point> points = new LinkedHashMap<>();
        for (Row row : scaling.figures()) {
            Matcher name = NAME.matcher(row.what());
            if (name.matches() && row.median().isPresent()) {
                points.computeIfAbsent(
                                name.group(1) + "/" + name.group(2),
                                key -> new Point(
                                        Integer.parseInt(name.group(1)),
                                        Integer.parseInt(name.group(2)),
                                        new LinkedHashMap<>()))
                        .figures()
                        .put(name.group(3), row.median().getAsDouble());
            }
        }
        var all = new ArrayList<>(points.values());
        all.sort(Comparator.comparingInt(Point::slots).thenComparingInt(Point::rooms));
        return all;
    }
}

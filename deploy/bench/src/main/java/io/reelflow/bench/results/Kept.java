package io.reelflow.bench.results;

import io.reelflow.bench.measure.Machine;
import io.reelflow.bench.measure.Result;
import io.reelflow.bench.measure.Result.Figure;
import io.reelflow.bench.measure.Result.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one program, one after another.
 *
 * @param key names it, and its file
 * @param command as people type it
 * @param measured when the last one began
 * @param commit that was measured; null where nobody said
 * @param machine of the run that began beside the most load; null where no run says
 */
public record Kept(
        String key,
        String command,
        Instant measured,
        @Nullable String commit,
        @Nullable Machine machine,
        int runs,
        List<Row> figures,
        List<Promise> promises) {

    /** One figure of all runs, in the order in which they were; as {@link Figure} else. */
    public record Row(
            String what,
            String unit,
            @Nullable Double target,
            @Nullable Double least,
            @Nullable String baseline,
            List<Double> values) {
        /** The middle one; of an even number the mean of the two. */
        public OptionalDouble median() {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
        }

        /** Whether the median is as wanted; true where nothing is, or nothing was measured. */
        public boolean met() {
            double median = median().orElse(Double.NaN);
            return !(target != null && median > target) && !(least != null && median < least);
        }
    }

    /** @param results one at least */
    public static Kept of(String key, String command, @Nullable String commit, List<Result> results) {
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        Map<String, Promise> promises = new LinkedHashMap<>();
        for (Result result : results) {
            result.figures()
                    .forEach(each -> figures.computeIfAbsent(each.what(), what -> new ArrayList<>())
                            .add(each));
            // One that was broken once stays so.
            result.promises().forEach(each -> promises.merge(each.what(), each, (old, now) -> old.kept() ? now : old));
        }
        return new Kept(
                key,
                command,
                results.get(results.size() - 1).started(),
                commit,
                results.stream()
                        .map(Result::machine)
                        .filter(each -> each != null)
                        .max(Comparator.comparingDouble(Machine::load))
                        .orElse(null),
                results.size(),
                figures.values().stream().map(Kept::row).toList(),
                List.copyOf(promises.values()));
    }

    private static Row row(List<Figure> same) {
        Figure last = same.get(same.size() - 1);
        var values = new ArrayList<Double>();
        for (Figure each : same) {
            Double value = each.value();
            if (value != null) {
                values.add(value);
            }
        }
        return new Row(last.what(), last.unit(), last.target(), last.least(), last.baseline(), values);
    }

    /** The median of a figure, if there is one of that name that was measured. */
    public OptionalDouble median(String what) {
        return figures.stream()
                .filter(each -> each.what().equals(what))
                .findFirst()
                .map(Row::median)
                .orElse(OptionalDouble.empty());
    }
}

package io.reelflow.bench.watch;

import java.util.Comparator;
import java.util.List;

/**
 * What a run took.
 *
 * @param wall seconds
 * @param cpu seconds of all its threads and children
 */
record Cost(double wall, double cpu) {
    /** The run of middle wall time. */
    static Cost median(List<Cost> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Cost::wall))
                .toList()
                .get(runs.size() / 2);
    }
}

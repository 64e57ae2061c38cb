package io.reelflow.bench.measure;

import java.util.Arrays;
import java.util.Collection;

/** Quantiles by the nearest rank: each is a value that was measured. */
public final class Quantiles {
    private final double[] sorted;

    private Quantiles(double[] sorted) {
        this.sorted = sorted;
    }

    public static Quantiles of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Quantiles(sorted);
    }

    public int count() {
        return sorted.length;
    }

    /**
     * The smallest value that at least {@code percent} of all do not exceed; NaN where there is none.
     *
     * @param percent above 0, at most 100
     */
    public double at(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("a quantile is above 0 and at most 100 percent, not " + percent);
        }
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }

    public double max() {
        return at(100);
    }
}

package io.reelflow.bench.listen;

import java.util.ArrayList;
import java.util.List;

/** How memory goes over a long run. */
final class Growth {
    private final List<Double> samples = new ArrayList<>();

    void add(double mebibytes) {
        samples.add(mebibytes);
    }

    int count() {
        return samples.size();
    }

    /** The most that was seen; NaN where nothing was. */
    double most() {
        return samples.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** Mean of the last tenth less that of the first tenth; NaN below ten samples. */
    double fromFirstToLastTenth() {
        int tenth = samples.size() / 10;
        if (tenth == 0) {
            return Double.NaN;
        }
        return mean(samples.subList(samples.size() - tenth, samples.size())) - mean(samples.subList(0, tenth));
    }

    /** Mean of the last quarter for each part of that of the second: 1 is flat; NaN below ten samples. */
    double lastQuarterBesideSecond() {
        int quarter = samples.size() / 4;
        if (samples.size() < 10) {
            return Double.NaN;
        }
        return mean(samples.subList(3 * quarter, samples.size())) / mean(samples.subList(quarter, 2 * quarter));
    }

    private static double mean(List<Double> part) {
        return part.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}

package io.reelflow.media.render;

import java.util.Arrays;

/**
 * The shortest path in a tube around a sequence, its ends free: of all paths in the tube it has the least highest speed
 * and stands still longest. After Davies and Kovac, "Local extremes, runs, strings and multiresolution" (2001).
 */
final class TautString {
    private final double[] low;
    private final double[] high;

    private TautString(double[] low, double[] high) {
        this.low = low;
        this.high = high;
    }

    /** The path nowhere further than {@code slack} from {@code values}. */
    static double[] within(double[] values, double slack) {
        int n = values.length;
        double[] low = new double[n];
        double[] high = new double[n];
        for (int i = 0; i < n; i++) {
            low[i] = values[i] - slack;
            high[i] = values[i] + slack;
        }
        return new TautString(low, high).pulled();
    }

    private double[] pulled() {
        int n = low.length;
        double first = resting(0, 1);
        double last = resting(n - 1, -1);
        if (Double.isNaN(first)) {
            double[] still = new double[n];
            double floor = Arrays.stream(low).max().orElse(0);
            double ceiling = Arrays.stream(high).min().orElse(0);
            Arrays.fill(still, (floor + ceiling) / 2);
            return still;
        }
        low[0] = first;
        high[0] = first;
        low[n - 1] = last;
        high[n - 1] = last;
        double[] path = new double[n];
        path[0] = first;
        int at = 0;
        while (at < n - 1) {
            at = stretch(path, at);
        }
        return path;
    }

    /** Where a path stands longest that begins at one end; NaN where it need not move at all. */
    private double resting(int from, int step) {
        double floor = Double.NEGATIVE_INFINITY;
        double ceiling = Double.POSITIVE_INFINITY;
        for (int i = from; i >= 0 && i < low.length; i += step) {
            if (low[i] > ceiling) {
                return ceiling;
            }
            if (high[i] < floor) {
                return floor;
            }
            floor = Math.max(floor, low[i]);
            ceiling = Math.min(ceiling, high[i]);
        }
        return Double.NaN;
    }

    /** Draws the string straight on to where the tube bends it, and returns that place. */
    private int stretch(double[] path, int at) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        int upper = at;
        int lower = at;
        for (int j = at + 1; j < path.length; j++) {
            double up = (high[j] - path[at]) / (j - at);
            double down = (low[j] - path[at]) / (j - at);
            if (down > least) {
                return line(path, at, upper, high[upper]);
            }
            if (up < most) {
                return line(path, at, lower, low[lower]);
            }
            if (up <= least) {
                least = up;
                upper = j;
            }
            if (down >= most) {
                most = down;
                lower = j;
            }
        }
        return line(path, at, path.length - 1, high[path.length - 1]);
    }

    private static int line(double[] path, int from, int to, double end) {
        for (int i = from + 1; i <= to; i++) {
            path[i] = path[from] + (end - path[from]) * (i - from) / (to - from);
        }
        return to;
    }
}

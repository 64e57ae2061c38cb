package io.reelflow.media.render;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One edge of the crop through one lead, ten values a second, as a camera operator would move it. It stands while the
 * face stays within the slack. Where it must move, it goes the way that needs the least speed (a taut string in the
 * slack around the face), never faster than {@link #MAX_SPEED}, and speeds up and slows down softly: a Gaussian over it
 * looks ahead as far as behind, so it neither lags nor jerks.
 */
final class CameraMove {
    /** Sides of the crop a second; what is faster is followed as well as this allows. Acceleration stays below 1.2. */
    static final double MAX_SPEED = 0.6;

    private static final double STEP_SECONDS = 0.1;

    /** Share of the crop's side that the face may wander to either side before the crop follows. */
    private static final double SLACK = 0.1;

    /** The same where it would take more than the highest speed to stay within: the face is still in the crop. */
    private static final double MOST_SLACK = 0.3;

    private static final double SIGMA_SECONDS = 0.4;

    /** Corners nearer than this to a straight line are left out, pixels. */
    private static final double STRAIGHT = 0.5;

    private final double start;
    private final double end;
    private final double[] values;

    private CameraMove(double start, double end, double[] values) {
        this.start = start;
        this.end = end;
        this.values = values;
    }

    /**
     * @param times of looks at what is followed, at least one, rising
     * @param wanted where the edge would be at those times to have it at its place
     * @param side of the crop, in this direction
     * @param min lowest value of the edge
     * @param max highest value of the edge
     */
    static CameraMove along(
            double start, double end, double[] times, double[] wanted, double side, double min, double max) {
        int steps = (int) Math.ceil((end - start) / STEP_SECONDS);
        double[] targets = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            double target = interpolate(times, wanted, start + i * STEP_SECONDS);
            targets[i] = Math.max(min, Math.min(max, target));
        }
        double[] path = drawn(targets, side);
        for (int i = 0; i < path.length; i++) {
            path[i] = Math.max(min, Math.min(max, path[i]));
        }
        return new CameraMove(start, end, path);
    }

    /** The value at a time of the lead. */
    double at(double time) {
        double position = (time - start) / STEP_SECONDS;
        int before = Math.max(0, Math.min(values.length - 1, (int) position));
        int after = Math.min(values.length - 1, before + 1);
        return values[before] + (values[after] - values[before]) * Math.max(0, Math.min(1, position - before));
    }

    /** The times between which both moves are straight, their start and end among them. */
    static List<Double> times(CameraMove x, CameraMove y) {
        TreeSet<Double> times = new TreeSet<>(List.of(x.start, x.end));
        x.corners(0, x.values.length - 1, times);
        y.corners(0, y.values.length - 1, times);
        return times.stream().filter(time -> time <= x.end).toList();
    }

    /** Douglas and Peucker's line simplification. */
    private void corners(int from, int to, Set<Double> times) {
        int furthest = -1;
        double distance = STRAIGHT;
        for (int i = from + 1; i < to; i++) {
            double line = values[from] + (values[to] - values[from]) * (i - from) / (to - from);
            if (Math.abs(values[i] - line) > distance) {
                distance = Math.abs(values[i] - line);
                furthest = i;
            }
        }
        if (furthest >= 0) {
            times.add(start + furthest * STEP_SECONDS);
            corners(from, furthest, times);
            corners(furthest, to, times);
        }
    }

    private static double[] drawn(double[] targets, double side) {
        double low = Arrays.stream(targets).min().orElse(0);
        double high = Arrays.stream(targets).max().orElse(0);
        if (high - low <= 2 * SLACK * side) {
            double[] path = new double[targets.length];
            Arrays.fill(path, median(targets));
            return path;
        }
        double step = MAX_SPEED * side * STEP_SECONDS;
        double[] path = TautString.within(targets, SLACK * side);
        if (fastest(path) > step) {
            path = slowed(TautString.within(targets, MOST_SLACK * side), step);
        }
        return smooth(path);
    }

    private static double fastest(double[] path) {
        double fastest = 0;
        for (int i = 1; i < path.length; i++) {
            fastest = Math.max(fastest, Math.abs(path[i] - path[i - 1]));
        }
        return fastest;
    }

    /**
     * The path that is nowhere further from this one than need be and never changes by more than {@code step}: half way
     * between the highest below it and the lowest above it that keep to that.
     */
    private static double[] slowed(double[] path, double step) {
        int n = path.length;
        double[] below = path.clone();
        double[] above = path.clone();
        for (int i = 1; i < n; i++) {
            below[i] = Math.min(below[i], below[i - 1] + step);
            above[i] = Math.max(above[i], above[i - 1] - step);
        }
        for (int i = n - 2; i >= 0; i--) {
            below[i] = Math.min(below[i], below[i + 1] + step);
            above[i] = Math.max(above[i], above[i + 1] - step);
        }
        for (int i = 0; i < n; i++) {
            below[i] = (below[i] + above[i]) / 2;
        }
        return below;
    }

    private static double[] smooth(double[] path) {
        int reach = (int) Math.ceil(3 * SIGMA_SECONDS / STEP_SECONDS);
        double[] smooth = new double[path.length];
        for (int i = 0; i < path.length; i++) {
            double sum = 0;
            double weights = 0;
            for (int j = i - reach; j <= i + reach; j++) {
                double far = (j - i) * STEP_SECONDS / SIGMA_SECONDS;
                double weight = Math.exp(-far * far / 2);
                sum += weight * path[Math.max(0, Math.min(path.length - 1, j))];
                weights += weight;
            }
            smooth[i] = sum / weights;
        }
        return smooth;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double interpolate(double[] times, double[] values, double time) {
        int after = Arrays.binarySearch(times, time);
        if (after >= 0) {
            return values[after];
        }
        after = -after - 1;
        if (after == 0) {
            return values[0];
        }
        if (after == times.length) {
            return values[times.length - 1];
        }
        double share = (time - times[after - 1]) / (times[after] - times[after - 1]);
        return values[after - 1] + share * (values[after] - values[after - 1]);
    }
}

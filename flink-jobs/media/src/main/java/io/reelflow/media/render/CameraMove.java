package io.reelflow.media.render;

import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * One edge of the crop through one shot, ten values a second. A camera on a slack rope: it is drawn along only when the
 * face is further off than the slack, and the drawn path is smoothed by a Gaussian, looking ahead as far as behind, so
 * that it neither lags nor jerks.
 */
final class CameraMove {
    private static final double STEP_SECONDS = 0.1;

    /** Share of the crop's side that the face may wander to either side before the crop follows. */
    private static final double SLACK = 0.12;

    private static final double SIGMA_SECONDS = 0.4;

    /** Corners nearer than this to a straight line are left out, pixels. */
    private static final double STRAIGHT = 1.5;

    private final double start;
    private final double end;
    private final double[] values;

    private CameraMove(double start, double end, double[] values) {
        this.start = start;
        this.end = end;
        this.values = values;
    }

    /**
     * @param faces of one person, by time, at least one
     * @param wanted where the edge would be to have that face at its place
     * @param side of the crop, in this direction
     * @param max highest value of the edge
     */
    static CameraMove along(Shot shot, List<Face> faces, ToDoubleFunction<Face> wanted, double side, double max) {
        double[] times = faces.stream().mapToDouble(Face::time).toArray();
        double[] edges = faces.stream().mapToDouble(wanted).toArray();
        int steps = (int) Math.ceil((shot.end() - shot.start()) / STEP_SECONDS);
        double[] targets = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            targets[i] = Math.max(0, Math.min(max, interpolate(times, edges, shot.start() + i * STEP_SECONDS)));
        }
        return new CameraMove(shot.start(), shot.end(), drawn(targets, SLACK * side));
    }

    /** The value at a time of the shot. */
    double at(double time) {
        double position = (time - start) / STEP_SECONDS;
        int before = Math.max(0, Math.min(values.length - 1, (int) position));
        int after = Math.min(values.length - 1, before + 1);
        return values[before] + (values[after] - values[before]) * Math.max(0, Math.min(1, position - before));
    }

    /** The times between which both moves are straight, the shot's start and end among them. */
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

    private static double[] drawn(double[] targets, double slack) {
        double low = Arrays.stream(targets).min().orElse(0);
        double high = Arrays.stream(targets).max().orElse(0);
        double[] path = new double[targets.length];
        if (high - low <= 2 * slack) {
            Arrays.fill(path, median(targets));
            return path;
        }
        double at = targets[0];
        for (int i = 0; i < targets.length; i++) {
            at = Math.max(targets[i] - slack, Math.min(targets[i] + slack, at));
            path[i] = at;
        }
        return smooth(path);
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

package io.reelflow.bench.scale;

import io.reelflow.bench.measure.Report;
import io.reelflow.bench.measure.Table;
import io.reelflow.bench.results.Kept;
import io.reelflow.bench.scale.Curve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The simulation beside what was measured: a prediction is off by so much of the measured value. */
final class Check {
    private static final double TARGET = 0.15;
    static final List<String> COLUMNS = List.of("RUN", "FIGURE", "SIMULATED", "MEASURED", "OFF BY", "");

    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private double worst;

    /** Runs of dry jobs: all are predicted from the ends of the curve of one slot. */
    void dry(List<Point> points, double cores) {
        List<Point> single = points.stream().filter(each -> each.slots() == 1).toList();
        DryCosts costs = DryCosts.of(single);
        for (Point point : single) {
            DryLoop.Outcome simulated = costs.predict(cores, point);
            boolean given = point.equals(single.get(0));
            String run = "dry jobs, " + point.rooms() + " rooms";
            add(run, "jobs/s", simulated.jobsPerSecond(), point.jobsPerSecond(), given);
            add(run, "jobs/s to the last row", simulated.rowsPerSecond(), point.rowsPerSecond(), false);
            add(run, "wait, mean, s", simulated.waitMean(), point.figure("wait, mean"), false);
            add(run, "wait, p95, s", simulated.waitLate(), point.figure("wait, p95"), false);
        }
    }

    /** Real jobs at once, predicted from one alone. */
    void media(Kept backlog, double cores) {
        MediaCosts costs = MediaCosts.of(backlog, cores);
        int rooms = (int) backlog.median("together: rooms").orElse(1);
        int jobs = (int) backlog.median("together: jobs").orElse(1);
        var simulated = MediaModel.of(new MediaModel.Given(1, cores, rooms, jobs, costs));
        String run = jobs + " talks, " + rooms + " rooms";
        add(run, "jobs an hour", simulated.perSecond() * 3600, measured(backlog, "jobs an hour"), false);
        add(run, "wait, mean, s", simulated.waitMean(), measured(backlog, "wait, mean"), false);
        add(run, "wait, longest, s", simulated.waitLongest(), measured(backlog, "wait, longest"), false);
        add(run, "run, mean, s", simulated.runMean(), measured(backlog, "run, mean"), false);
    }

    private static double measured(Kept backlog, String what) {
        return backlog.median("together: " + what).orElse(Double.NaN);
    }

    /** @param given whether the simulation was told this very value */
    private void add(String run, String figure, double simulated, double measured, boolean given) {
        double off = Math.abs(simulated - measured) / measured;
        if (!given) {
            worst = Math.max(worst, off);
        }
        List<@Nullable Object> row = new ArrayList<>();
        row.add(run);
        row.add(figure);
        row.add(simulated);
        row.add(measured);
        row.add(String.format(Locale.ROOT, "%.0f%%", off * 100));
        row.add(given ? "given" : off <= TARGET ? "" : "more than 15%");
        rows.add(row);
    }

    void tell(Report report) {
        report.table(new Table(COLUMNS, rows)).figure("furthest off", worst * 100, "%", TARGET * 100, null);
    }

    List<List<@Nullable Object>> rows() {
        return rows;
    }
}

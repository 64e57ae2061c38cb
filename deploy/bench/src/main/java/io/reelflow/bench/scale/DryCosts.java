package io.reelflow.bench.scale;

import io.reelflow.bench.scale.Curve.Point;
import java.util.List;

/**
 * What a dry job costs, out of two measured runs: that with the fewest rooms says how long a job takes where nothing is in
 * its way, that with the most what it costs where a second's standing costs are shared by many jobs.
 *
 * @param standing cores that all processes take while nothing happens
 * @param taskManager CPU seconds a job
 * @param log the same of everything but the TaskManagers and the tables
 * @param tables the same of PostgreSQL and the status service, which folds and writes by turns
 * @param running seconds of a run in which nobody works for it
 * @param freeing seconds from a job's end until its room is free
 * @param events that are told of a job
 */
record DryCosts(
        double standing, double taskManager, double log, double tables, double running, double freeing, double events) {

    /** @param points of one slot, two at least */
    static DryCosts of(List<Point> points) {
        Point slow = points.get(0);
        Point fast = points.get(points.size() - 1);
        double standing = 0;
        double taskManager = 0;
        double log = 0;
        double tables = 0;
        for (String process : fast.processes()) {
            double least = leastCost(process, slow, fast);
            standing += Math.max(0, (slow.cpu(process) - least) * slow.rowsPerSecond());
            switch (process) {
                case "taskmanager" -> taskManager += least;
                case "postgres", "status-service" -> tables += least;
                default -> log += least;
            }
        }
        double loop = slow.rooms() / slow.jobsPerSecond();
        double run = slow.figure("run, mean");
        return new DryCosts(
                standing,
                taskManager,
                log,
                tables,
                Math.max(0, run - taskManager - log),
                Math.max(0, loop - run),
                fast.figure("events a job"));
    }

    /** Of {@code cost = least + standing / rate}, through both runs. */
    private static double leastCost(String process, Point slow, Point fast) {
        double both = 1 / slow.rowsPerSecond() - 1 / fast.rowsPerSecond();
        double standing = Math.max(0, (slow.cpu(process) - fast.cpu(process)) / both);
        return Math.max(0, fast.cpu(process) - standing / fast.rowsPerSecond());
    }

    /** What a run of so many jobs, rooms and slots would give on so many cores. */
    DryLoop.Outcome predict(double cores, Point point) {
        return DryLoop.of(new DryLoop.Given(
                Math.max(0.1, cores - standing),
                point.slots(),
                point.rooms(),
                (int) point.figure("jobs"),
                point.figure("written into the log"),
                taskManager,
                log,
                tables,
                running,
                freeing));
    }
}

package io.reelflow.bench.scale;

import io.reelflow.bench.measure.Quantiles;
import java.util.ArrayList;
import java.util.List;

/**
 * A backlog of dry jobs, simulated: a job waits for a room, is worked on in the TaskManager, waits for what is flushed at
 * intervals, goes through the log, and frees its room; what is told of it goes into the tables, one step after the other.
 */
final class DryLoop {
    private final Given given;
    private final Clock clock = new Clock();
    private final Station taskManager;
    private final Station log;
    private final Station tables;
    private final double[] asked;
    private final List<Double> waits = new ArrayList<>();
    private int next;
    private int free;
    private double lastEnd;
    private double lastRow;

    /**
     * @param cores of the machine, less what its processes take while nothing happens
     * @param sent jobs that are written into the log a second
     * @param taskManager CPU seconds of a job there; those of slots run side by side
     * @param log the same of everything but the TaskManager and the tables
     * @param tables the same of what folds and writes, in one thread
     * @param running seconds of a job's run in which nobody works for it
     * @param freeing the same, from its end until its room is free
     */
    record Given(
            double cores,
            int slots,
            int rooms,
            int jobs,
            double sent,
            double taskManager,
            double log,
            double tables,
            double running,
            double freeing) {}

    /** As {@code bench scaling} measures it. */
    record Outcome(double jobsPerSecond, double rowsPerSecond, double waitMean, double waitLate) {}

    private DryLoop(Given given) {
        this.given = given;
        var cores = new Cores(clock, given.cores);
        taskManager = new Station(cores, given.slots);
        log = new Station(cores, 2); // a broker has threads to spare
        tables = new Station(cores, 1);
        asked = new double[given.jobs];
        free = given.rooms;
    }

    static Outcome of(Given given) {
        return new DryLoop(given).run();
    }

    private Outcome run() {
        for (int i = 0; i < asked.length; i++) {
            asked[i] = i / given.sent;
        }
        clock.in(0, this::admit);
        clock.run();
        var waited = Quantiles.of(waits);
        return new Outcome(
                given.jobs / lastEnd,
                given.jobs / lastRow,
                waits.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                waited.at(95));
    }

    private void admit() {
        while (free > 0 && next < asked.length) {
            double early = asked[next] - clock.now();
            if (early > 0) {
                clock.in(early, this::admit);
                return;
            }
            waits.add(-early);
            next++;
            free--;
            taskManager.serve(given.taskManager, this::worked);
        }
    }

    private void worked() {
        clock.in(given.running, () -> log.serve(given.log, this::ended));
    }

    private void ended() {
        lastEnd = clock.now();
        tables.serve(given.tables, () -> lastRow = clock.now());
        clock.in(given.freeing, () -> {
            free++;
            admit();
        });
    }
}

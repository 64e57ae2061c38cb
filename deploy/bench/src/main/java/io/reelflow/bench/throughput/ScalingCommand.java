package io.reelflow.bench.throughput;

import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.measure.Table;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench scaling}: how jobs a second, waits and CPU move with rooms and with task slots. */
@Command(
        name = "scaling",
        description = "Dry jobs with few and many rooms, and on 1 to N task slots: jobs a second, waits, CPU a job.")
public final class ScalingCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Jobs for each room: enough that the backlog, not the start, decides. */
    private static final int PER_ROOM = 60;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--rooms", split = ",", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private List<Integer> rooms = List.of(16, 64, 256, 1_024);

    @Option(
            names = "--slots",
            split = ",",
            paramLabel = "N",
            description = "Each with the most rooms, one TaskManager a slot. Default: ${DEFAULT-VALUE}")
    private List<Integer> slots = List.of(1, 2, 4);

    @Option(names = "--jobs", paramLabel = "N", description = "At most in a run. Default: ${DEFAULT-VALUE}")
    private int most = 30_000;

    @Option(names = "--warm-up", paramLabel = "N", description = "Before them. Default: ${DEFAULT-VALUE}")
    private int warmUp = 10_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    private record Point(int slots, int rooms) {
        String name() {
            return slots + (slots == 1 ? " slot, " : " slots, ") + rooms + " rooms";
        }
    }

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("each point is a stack of its own");
        var report = new Report("bench scaling");
        for (Point point : points()) {
            var environment = Map.of("REELFLOW_ROOMS", Integer.toString(point.rooms));
            List<String> up = List.of("--taskmanagers", Integer.toString(point.slots));
            try (RunningStack stack = RunningStack.start(RunOptions.root(), up, environment)) {
                measure(stack, point, report);
            }
        }
        report.table(
                new Table(List.of("SLOTS", "ROOMS", "JOBS/s", "TO THE LAST ROW/s", "CPU ms", "WAIT s", "RUN s"), rows));
        return run.hand(report, spec.commandLine().getOut());
    }

    private List<Point> points() {
        int all = rooms.stream().mapToInt(Integer::intValue).max().orElseThrow();
        var points = new ArrayList<Point>();
        rooms.forEach(each -> points.add(new Point(1, each)));
        slots.stream().filter(each -> each > 1).forEach(each -> points.add(new Point(each, all)));
        return points;
    }

    private void measure(RunningStack stack, Point point, Report report) throws Exception {
        int jobs = Math.min(most, point.rooms * PER_ROOM);
        int before = Math.min(warmUp, point.rooms * PER_ROOM);
        try (var bulk = new Bulk(stack.endpoints().kafka(), stack.endpoints().postgres())) {
            String owner = "scaling-" + Long.toString(System.currentTimeMillis(), 36);
            bulk.send("warm-up-" + owner, before);
            bulk.awaitCompleted("warm-up-" + owner, before, PATIENCE);
            Map<String, Double> cpu = CpuTime.treeSeconds(stack.pids());
            long start = System.nanoTime();
            bulk.send(owner, jobs);
            double sent = (System.nanoTime() - start) / 1e9;
            bulk.awaitCompleted(owner, jobs, PATIENCE);
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<String, Double> used = used(cpu, CpuTime.treeSeconds(stack.pids()), jobs);
            report.figure(point.name() + ": written into the log", jobs / sent, "jobs/s");
            tell(report, point, jobs / seconds, bulk.times(owner), used);
            report.figure(point.name() + ": events a job", bulk.events(owner, "%") / (double) jobs, "");
            long done = bulk.completed(owner);
            report.promise(point.name() + ": every job ends", done == jobs, done + " of " + jobs);
        }
    }

    /** Milliseconds a job, TaskManagers together. */
    private static Map<String, Double> used(Map<String, Double> before, Map<String, Double> after, int jobs) {
        var used = new TreeMap<String, Double>();
        after.forEach((name, seconds) -> used.merge(
                name.replaceFirst("^taskmanager.*", "taskmanager"),
                (seconds - before.getOrDefault(name, 0.0)) * 1000 / jobs,
                Double::sum));
        return used;
    }

    private void tell(Report report, Point point, double rows, Bulk.Times times, Map<String, Double> used) {
        double cpu = used.values().stream().mapToDouble(Double::doubleValue).sum();
        String name = point.name() + ": ";
        report.figure(name + "jobs", (double) times.jobs(), "")
                .figure(name + "through the dataflow", times.jobsPerSecond(), "jobs/s")
                .figure(name + "to the last row", rows, "jobs/s")
                .figure(name + "wait, mean", times.waitMean(), "s")
                .figure(name + "wait, p95", times.waitLate(), "s")
                .figure(name + "run, mean", times.runMean(), "s");
        report.figure(name + "CPU a job", cpu, "ms");
        used.forEach((process, millis) -> report.figure(name + "CPU a job, " + process, millis, "ms"));
        List<@Nullable Object> row = new ArrayList<>();
        row.add(point.slots);
        row.add(point.rooms);
        row.add(times.jobsPerSecond());
        row.add(rows);
        row.add(cpu);
        row.add(times.waitMean());
        row.add(times.runMean());
        this.rows.add(row);
    }
}

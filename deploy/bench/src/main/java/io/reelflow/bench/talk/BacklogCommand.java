package io.reelflow.bench.talk;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Site;
import io.reelflow.bench.talk.JobRows.Stretch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench backlog}: real jobs, one alone, then more than there are rooms for. */
@Command(
        name = "backlog",
        description = "Real jobs over one talk: one alone, by stage; then many at once: waits, and jobs an hour.")
public final class BacklogCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int IDLE_SECONDS = 5;
    private static final double MB = 1e6;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A talk. Default: the sample talk")
    private @Nullable Path file;

    @Option(names = "--type", paramLabel = "TYPE", description = "Default: ${DEFAULT-VALUE}")
    private String type = "full_processing";

    @Option(names = "--jobs", paramLabel = "N", description = "At once. Default: ${DEFAULT-VALUE}")
    private int jobs = 12;

    @Option(names = "--rooms", paramLabel = "N", description = "Jobs admitted at once. Default: ${DEFAULT-VALUE}")
    private int rooms = 4;

    @Mixin
    private RunOptions run = new RunOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("the site with the talk has to be allowed at the start");
        try (var site = new Site((file == null ? RunOptions.talk() : file).toAbsolutePath())) {
            return run.run(
                    "bench backlog",
                    List.of("--allow-host", site.host()),
                    Map.of("REELFLOW_ROOMS", Integer.toString(rooms)),
                    spec.commandLine().getOut(),
                    (stack, report) -> measure(stack, report, site));
        }
    }

    private void measure(RunningStack stack, Report report, Site site) throws Exception {
        try (var rows = new JobRows(stack.endpoints().postgres())) {
            finish(stack, stack.pids(), rows, send(stack, site, 1)); // workers are up, models loaded
            standing(stack, report);
            alone(stack, report, site, rows);
            together(stack, report, site, rows);
        }
    }

    private static void standing(RunningStack stack, Report report) throws IOException, InterruptedException {
        double cpu = cpu(stack);
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        report.figure("cores at work while nothing happens", (cpu(stack) - cpu) / IDLE_SECONDS, "");
    }

    private void alone(RunningStack stack, Report report, Site site, JobRows rows) throws Exception {
        Map<String, Long> pids = stack.pids();
        double cpu = cpu(stack);
        List<String> ids = send(stack, site, 1);
        finish(stack, pids, rows, ids);
        JobRows.Times times = rows.times(ids);
        report.figure("alone: seconds of the talk", rows.seconds(), "s")
                .figure("alone: wait", times.waitMean(), "s")
                .figure("alone: run", times.runMean(), "s")
                .figure("alone: CPU of all processes", cpu(stack) - cpu, "s");
        for (Stretch each : rows.stretches(ids.get(0))) {
            String name = "alone: " + each.stage() + ", ";
            report.figure(name + "begins", each.from(), "s")
                    .figure(name + "ends", each.to(), "s")
                    .figure(name + "parts", each.parts(), "")
                    .figure(name + "seconds of all parts", each.seconds(), "s")
                    .figure(name + "CPU", each.cpu(), "s");
        }
    }

    private void together(RunningStack stack, Report report, Site site, JobRows rows) throws Exception {
        Sizes before = Sizes.of(stack);
        Map<String, Long> pids = stack.pids();
        double cpu = cpu(stack);
        List<String> ids = send(stack, site, jobs);
        finish(stack, pids, rows, ids);
        double used = cpu(stack) - cpu;
        Sizes grown = Sizes.of(stack).less(before);
        JobRows.Times times = rows.times(ids);
        long completed = rows.completed(ids);
        report.figure("together: jobs", jobs, "")
                .figure("together: rooms", rooms, "")
                .figure("together: jobs an hour", times.jobsPerSecond() * 3600, "")
                .figure("together: wait, mean", times.waitMean(), "s")
                .figure("together: wait, longest", times.waitLongest(), "s")
                .figure("together: run, mean", times.runMean(), "s")
                .figure("together: CPU a job, all processes", used / jobs, "s")
                .figure("together: events a job", rows.events(ids) / (double) jobs, "")
                .figure("together: objects a job", grown.objects() / MB / jobs, "MB")
                .figure("together: log a job", grown.log() / MB / jobs, "MB")
                .figure("together: tables a job", grown.tables() / MB / jobs, "MB")
                .promise("every job completes", completed == jobs, completed + " of " + jobs);
    }

    private List<String> send(RunningStack stack, Site site, int count) throws IOException, InterruptedException {
        var client = new Client(stack.endpoints());
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> request = Map.of("url", site.address("backlog", System.nanoTime()), "job_type", type);
            ids.add(client.submit(request, PATIENCE).path("id").asString(""));
        }
        return ids;
    }

    private static void finish(RunningStack stack, Map<String, Long> pids, JobRows rows, List<String> ids)
            throws Exception {
        rows.awaitEnds(ids, PATIENCE);
        if (!stack.pids().equals(pids)) {
            throw new IOException("a process died meanwhile");
        }
    }

    private static double cpu(RunningStack stack) throws IOException {
        return CpuTime.treeSeconds(stack.pids()).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }
}

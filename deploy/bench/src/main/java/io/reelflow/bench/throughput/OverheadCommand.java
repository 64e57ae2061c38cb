package io.reelflow.bench.throughput;

import io.reelflow.bench.chaos.LongTalk;
import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.ReportOption;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code bench machines}: the same work on one TaskManager and on several, with as many tasks at a time in all. */
@Command(
        name = "machines",
        description = "What several TaskManagers cost more than one: a talk, and jobs without work.")
public final class OverheadCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final double TARGET_PERCENT = 10;

    @Mixin
    private ReportOption reportFile = new ReportOption();

    @Option(names = "--taskmanagers", paramLabel = "N", description = "Against one. Default: ${DEFAULT-VALUE}")
    private int taskManagers = 4;

    @Option(names = "--minutes", paramLabel = "N", description = "Of the talk. Default: ${DEFAULT-VALUE}")
    private int minutes = 10;

    @Option(names = "--jobs", paramLabel = "N", description = "Without work. Default: ${DEFAULT-VALUE}")
    private int jobs = 20_000;

    @Option(names = "--times", paramLabel = "N", description = "Of each, in turns. Default: ${DEFAULT-VALUE}")
    private int times = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Map<String, List<Double>> found = new TreeMap<>();
    private boolean allEnded = true;

    @Override
    public Integer call() throws Exception {
        var report = new Report("bench machines");
        Path talk = Files.createTempFile("reelflow-talk-", ".wav");
        try (var site = new Site(talk)) {
            for (int i = 0; i < times; i++) {
                run(1, site, talk);
                run(taskManagers, site, talk);
            }
        } finally {
            Files.delete(talk);
        }
        figures(report, "a talk of " + minutes + " min, time", "s");
        figures(report, "a talk of " + minutes + " min, CPU", "s");
        figures(report, "a job without work, CPU", "ms");
        figures(report, "a job without work, CPU of TaskManagers", "ms");
        report.promise("every job ends", allEnded, allEnded ? "all did" : "some did not");
        return reportFile.hand(report, spec.commandLine().getOut());
    }

    private void run(int count, Site site, Path talk) throws Exception {
        String permits = Integer.toString(Math.max(1, taskManagers / count));
        List<String> up = List.of("--taskmanagers", Integer.toString(count), "--allow-host", site.host());
        Map<String, String> settings = Map.of(
                "REELFLOW_CPU_PERMITS", permits,
                "REELFLOW_MEDIA_THREADS", "1",
                "REELFLOW_SPAN_SECONDS", "30",
                "REELFLOW_ROOMS", "1024");
        try (var stack = RunningStack.start(RunOptions.root(), up, settings)) {
            if (Files.size(talk) == 0) {
                LongTalk.write(talk, RunOptions.talk(), Duration.ofMinutes(minutes));
            }
            talk(stack, new Client(stack.endpoints()), site, count);
            dry(stack, count);
        }
    }

    private void talk(RunningStack stack, Client client, Site site, int count)
            throws IOException, InterruptedException {
        await(client, request(site, "tiny")); // workers have started, and have their model
        Map<String, Double> before = CpuTime.treeSeconds(stack.pids());
        long start = System.nanoTime();
        await(client, request(site, "base"));
        keep("a talk of " + minutes + " min, time", count, (System.nanoTime() - start) / 1e9);
        keep("a talk of " + minutes + " min, CPU", count, all(since(stack, before)));
    }

    private static Map<String, Object> request(Site site, String model) {
        return Map.of(
                "url",
                site.address("talk", System.nanoTime()),
                "job_type",
                "transcription",
                "options",
                Map.of("whisper_model", model, "force_whisper", true));
    }

    private void await(Client client, Map<String, Object> request) throws IOException, InterruptedException {
        String id = client.submit(request, PATIENCE).path("id").asString("");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode job = client.insistOn("/jobs/" + id + "?fields=id,status", PATIENCE)
                    .orThrow();
            if (job.path("status").asString("").equals("completed")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        allEnded = false;
    }

    private void dry(RunningStack stack, int count) throws Exception {
        try (var bulk = new Bulk(stack.endpoints().kafka(), stack.endpoints().postgres())) {
            bulk.send("warm-up", jobs / 2);
            bulk.awaitCompleted("warm-up", jobs / 2, PATIENCE);
            Map<String, Double> before = CpuTime.treeSeconds(stack.pids());
            bulk.send("measured", jobs);
            bulk.awaitCompleted("measured", jobs, PATIENCE);
            Map<String, Double> since = since(stack, before);
            allEnded &= bulk.completed("measured") == jobs;
            keep("a job without work, CPU", count, all(since) * 1000 / jobs);
            since.keySet().removeIf(name -> !name.startsWith("taskmanager"));
            keep("a job without work, CPU of TaskManagers", count, all(since) * 1000 / jobs);
        }
    }

    private static Map<String, Double> since(RunningStack stack, Map<String, Double> before) throws IOException {
        var since = new TreeMap<>(CpuTime.treeSeconds(stack.pids()));
        since.replaceAll((name, seconds) -> seconds - before.getOrDefault(name, 0.0));
        return since;
    }

    private static double all(Map<String, Double> seconds) {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private void keep(String what, int count, double value) {
        found.computeIfAbsent(what + " " + count, each -> new ArrayList<>()).add(value);
    }

    private void figures(Report report, String what, String unit) {
        double one = Quantiles.of(found.getOrDefault(what + " 1", List.of())).at(50);
        double several = Quantiles.of(found.getOrDefault(what + " " + taskManagers, List.of()))
                .at(50);
        report.figure(what + ", one TaskManager", one, unit)
                .figure(what + ", " + taskManagers, several, unit)
                .figure(what + ": more", (several / one - 1) * 100, "%", TARGET_PERCENT, null);
    }
}

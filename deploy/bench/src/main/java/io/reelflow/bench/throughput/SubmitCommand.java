package io.reelflow.bench.throughput;

import io.reelflow.bench.http.PostLoad;
import io.reelflow.bench.measure.Baselines;
import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.local.home.Endpoints;
import io.reelflow.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench submit}: how many requests are taken while the dataflow works on those before. */
@Command(
        name = "submit",
        description =
                "POSTs of dry jobs over 64 connections, each answered once Kafka has it, while the dataflow runs.")
public final class SubmitCommand implements Callable<Integer> {
    private static final double TARGET_PER_SECOND = 2_200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--connections", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private int connections = 64;

    @Option(names = "--seconds", paramLabel = "N", description = "Measured. Default: ${DEFAULT-VALUE}")
    private int seconds = 20;

    @Option(names = "--warm-up", paramLabel = "N", description = "Seconds before them. Default: ${DEFAULT-VALUE}")
    private int warmUp = 30;

    @Option(names = "--rooms", paramLabel = "N", description = "Jobs admitted at once. Default: ${DEFAULT-VALUE}")
    private int rooms = 256;

    @Option(names = "--through", paramLabel = "api|ingest", description = "Default: ${DEFAULT-VALUE}")
    private String through = "ingest";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return run.run(
                "bench submit",
                List.of(),
                Map.of("REELFLOW_ROOMS", Integer.toString(rooms)),
                spec.commandLine().getOut(),
                this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        Endpoints endpoints = stack.endpoints();
        String base = through.equals("api") ? endpoints.api() : endpoints.ingest();
        String name = Long.toString(System.currentTimeMillis(), 36);
        try (var posts = new PostLoad(
                        URI.create(base + "/api/v1/jobs"), endpoints.keys().admin());
                var log = new LogEnds(endpoints.kafka());
                var tables = new Bulk(endpoints.kafka(), endpoints.postgres())) {
            PostLoad.Outcome warm = posts.run(connections, Duration.ofSeconds(warmUp), i -> body(name, "warm-up", i));
            long commands = log.records(Topics.JOB_COMMANDS);
            long outcomes = log.records(Topics.JOB_OUTCOMES);
            Map<String, Double> before = cpu(stack);
            PostLoad.Outcome measured =
                    posts.run(connections, Duration.ofSeconds(seconds), i -> body(name, "measured", i));
            Map<String, Double> after = cpu(stack);
            long taken = log.records(Topics.JOB_COMMANDS) - commands;
            double ended = (log.records(Topics.JOB_OUTCOMES) - outcomes) / measured.seconds();
            report(report, measured, ended);
            report.promise(
                    "every accepted request is a record in the log",
                    taken == measured.accepted(),
                    taken + " records of " + measured.accepted());
            each(report, measured, before, after);
            long all = warm.accepted() + measured.accepted();
            tables.awaitCompleted(owner(name), (int) all, PATIENCE);
            long done = tables.completed(owner(name));
            report.promise("every accepted job ends", done == all, done + " of " + all);
        }
    }

    private void report(Report report, PostLoad.Outcome measured, double ended) {
        report.figureAtLeast(
                        "accepted by " + connections + " connections",
                        measured.accepted() / measured.seconds(),
                        "/s",
                        TARGET_PER_SECOND,
                        Baselines.SUBMITS_PER_SECOND)
                .figure("POST p50", measured.millis().at(50), "ms")
                .figure("POST p99", measured.millis().at(99), "ms", null, "170 ms, FastAPI")
                .figure("POST, longest", measured.millis().max(), "ms")
                .figure("jobs that left the dataflow meanwhile", ended, "/s")
                .promise("every answer is a 201", measured.others() == 0, "answers by status " + measured.answers());
    }

    /** What the requests cost, and what else ran. */
    private static void each(
            Report report, PostLoad.Outcome measured, Map<String, Double> before, Map<String, Double> after) {
        double posts = measured.accepted();
        after.forEach((name, used) -> {
            double spent = used - before.getOrDefault(name, 0.0);
            report.figure("CPU a POST, " + name, spent * 1000 / posts, "ms");
        });
        double all = after.entrySet().stream()
                .mapToDouble(each -> each.getValue() - before.getOrDefault(each.getKey(), 0.0))
                .sum();
        report.figure("cores at work, this client too", all / measured.seconds(), "");
    }

    private static Map<String, Double> cpu(RunningStack stack) throws IOException {
        var seconds = new TreeMap<>(CpuTime.treeSeconds(stack.pids()));
        seconds.put("client", CpuTime.seconds(ProcessHandle.current().pid()));
        return seconds;
    }

    private static String owner(String name) {
        return "submit-" + name;
    }

    private static String body(String name, String part, long number) {
        return "{\"url\":\"https://example.org/submit/" + name + "/" + part + "/" + number + "\",\"user_id\":\""
                + owner(name) + "\",\"options\":{\"dry_run\":true}}";
    }
}

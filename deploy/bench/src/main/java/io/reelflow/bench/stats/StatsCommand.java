package io.reelflow.bench.stats;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import java.io.IOException;
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

/** {@code bench stats}: what {@code GET /jobs/stats} costs over a long table, and whether it is true. */
@Command(name = "stats", description = "GET /jobs/stats over a million jobs, beside a full count of them.")
public final class StatsCommand implements Callable<Integer> {
    private static final double TARGET_MILLIS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> STATUSES =
            List.of("total", "completed", "failed", "cancelled", "pending", "queued", "processing", "retrying");

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--jobs", paramLabel = "N", description = "In the table. Default: ${DEFAULT-VALUE}")
    private int jobs = 1_000_000;

    @Option(names = "--moves", paramLabel = "N", description = "Jobs that come by the log. Default: ${DEFAULT-VALUE}")
    private int moves = 20_000;

    @Option(names = "--times", paramLabel = "N", description = "Calls. Default: ${DEFAULT-VALUE}")
    private int times = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("jobs that never were would be left in it");
        return run.run("bench stats", List.of(), spec.commandLine().getOut(), this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        var client = new Client(stack.endpoints());
        try (var rows = new Rows(stack.endpoints().postgres());
                var log = new Moves(stack.endpoints().kafka())) {
            rows.fill(jobs);
            double before = ended(stats(client));
            int ended = log.tell(moves);
            await(client, before + ended);
            Quantiles calls = calls(client);
            report.figure("jobs in the table", jobs + moves, "")
                    .figure("GET /jobs/stats, p50 of " + times, calls.at(50), "ms")
                    .figure("GET /jobs/stats, p99", calls.at(99), "ms", TARGET_MILLIS, null)
                    .figure("GET /jobs/stats, longest", calls.max(), "ms");
            compare(rows, stats(client), report);
        }
    }

    private static JsonNode stats(Client client) throws IOException, InterruptedException {
        return client.insistOn("/jobs/stats", PATIENCE).orThrow();
    }

    private static double ended(JsonNode stats) {
        return List.of("completed", "failed", "cancelled", "retrying").stream()
                .mapToDouble(each -> stats.path(each).asDouble())
                .sum();
    }

    private static void await(Client client, double ended) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ended(stats(client)) < ended) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the log is not in the tables after " + PATIENCE.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private Quantiles calls(Client client) throws IOException, InterruptedException {
        var millis = new ArrayList<Double>();
        for (int i = -times / 5; i < times; i++) {
            long start = System.nanoTime();
            client.get("/jobs/stats").orThrow();
            if (i >= 0) {
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return Quantiles.of(millis);
    }

    private static void compare(Rows rows, JsonNode stats, Report report) throws Exception {
        long start = System.nanoTime();
        Map<String, Double> counted = rows.count();
        report.figure("a full count, without times", (System.nanoTime() - start) / 1e6, "ms");
        var told = new TreeMap<String, Double>();
        STATUSES.forEach(each -> told.put(each, stats.path(each).asDouble(-1)));
        stats.path("by_stage")
                .properties()
                .forEach(each ->
                        told.put("stage " + each.getKey(), each.getValue().asDouble()));
        STATUSES.forEach(each -> counted.putIfAbsent(each, 0.0));
        report.promise("equal to a full count", told.equals(counted), told + " told, " + counted + " counted");
        double[] took = rows.times();
        double mean = off(stats.path("avg_processing_time").asDouble(), took[0]);
        double median = off(stats.path("p50_processing_time").asDouble(), took[1]);
        double late = off(stats.path("p95_processing_time").asDouble(), took[2]);
        report.promise(
                "the mean time is exact, percentiles are right to 1%",
                mean < 1e-6 && median <= 0.01 && late <= 0.01, "off by " + mean + ", " + median + ", " + late);
    }

    private static double off(double told, double counted) {
        return Math.abs(told - counted) / counted;
    }
}

package io.reelflow.bench.throughput;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.client.EventLog;
import io.reelflow.bench.measure.Baselines;
import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench throughput}: what everything but the media work costs. */
@Command(
        name = "throughput",
        description = "Dry jobs from POST, or from the batch, to their end: jobs a second, CPU of each process a job.")
public final class ThroughputCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double TARGET_JOBS_PER_SECOND = 3_000.0;
    private static final Double TARGET_CPU_MILLIS = 0.6;
    private static final Set<JobEventType> ENDS =
            Set.of(JobEventType.COMPLETED, JobEventType.FAILED, JobEventType.CANCELLED);

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(
            names = "--batch",
            description = "Written into the log as the batch endpoint writes them, until the tables hold all")
    private boolean batch;

    @Option(names = "--jobs", paramLabel = "N", description = "Measured. Default: 10000; 100000 with --batch")
    private @Nullable Integer jobCount;

    @Option(names = "--warm-up", paramLabel = "N", description = "Before them. Default: 3000; 30000 with --batch")
    private @Nullable Integer warmUpCount;

    @Option(names = "--connections", paramLabel = "N", description = "Of senders. Default: ${DEFAULT-VALUE}")
    private int connections = 64;

    @Option(names = "--rooms", paramLabel = "N", description = "Jobs admitted at once. Default: 256; 1024 with --batch")
    private @Nullable Integer roomCount;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private int jobs;
    private int warmUp;
    private int rooms;

    private final Map<String, Long> ended = new ConcurrentHashMap<>();
    private final Queue<Double> postMillis = new ConcurrentLinkedQueue<>();

    @Override
    public Integer call() throws Exception {
        jobs = Objects.requireNonNullElse(jobCount, batch ? 100_000 : 10_000);
        warmUp = Objects.requireNonNullElse(warmUpCount, batch ? 30_000 : 3_000);
        rooms = Objects.requireNonNullElse(roomCount, batch ? 1_024 : 256);
        return run.run(
                "bench throughput",
                List.of(),
                Map.of("REELFLOW_ROOMS", Integer.toString(rooms)),
                spec.commandLine().getOut(),
                batch ? this::measureBatch : this::measure);
    }

    private void measureBatch(RunningStack stack, Report report) throws Exception {
        try (var bulk = new Bulk(stack.endpoints().kafka(), stack.endpoints().postgres())) {
            String run = Long.toString(System.currentTimeMillis(), 36);
            String owner = "bulk-" + run;
            bulk.send("warm-up-" + run, warmUp);
            bulk.awaitCompleted("warm-up-" + run, warmUp, PATIENCE);
            Map<String, Double> before = CpuTime.treeSeconds(stack.pids());
            long start = System.nanoTime();
            bulk.send(owner, jobs);
            double sent = (System.nanoTime() - start) / 1e9;
            bulk.awaitCompleted(owner, jobs, PATIENCE);
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<String, Double> after = CpuTime.treeSeconds(stack.pids());
            long done = bulk.completed(owner);
            long ends = bulk.events(owner, "completed");
            report.figure("rooms", rooms, "")
                    .figure("written into the log", jobs / sent, "jobs/s")
                    .figureAtLeast(
                            "from the first command to the last row",
                            done / seconds,
                            "jobs/s",
                            TARGET_JOBS_PER_SECOND,
                            Baselines.JOBS_PER_SECOND)
                    .figure("events a job", bulk.events(owner, "%") / (double) jobs, "")
                    .promise("every job ends", done == jobs, done + " of " + jobs)
                    .promise("one end in each history", ends == jobs, ends + " of " + jobs);
            cpu(report, before, after);
        }
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        var client = new Client(stack.endpoints());
        try (var log = new EventLog(stack.endpoints().kafka(), this::hear)) {
            log.start();
            awaitEnds(send(client, "warm-up", warmUp));
            postMillis.clear();
            Map<String, Double> before = CpuTime.treeSeconds(stack.pids());
            long start = System.nanoTime();
            List<String> ids = send(client, "measured", jobs);
            double submitted = (System.nanoTime() - start) / 1e9;
            awaitEnds(ids);
            long last = ids.stream()
                    .mapToLong(id -> ended.getOrDefault(id, 0L))
                    .max()
                    .orElse(start);
            Map<String, Double> after = CpuTime.treeSeconds(stack.pids());
            report(report, ids, submitted, (last - start) / 1e9);
            cpu(report, before, after);
        }
    }

    private void hear(JobEvent event) {
        if (ENDS.contains(event.type())) {
            ended.putIfAbsent(event.jobId(), System.nanoTime());
        }
    }

    private List<String> send(Client client, String name, int count)
            throws IOException, InterruptedException, ExecutionException {
        String prefix = "https://example.org/" + name + "/" + Long.toString(System.currentTimeMillis(), 36) + "/";
        ExecutorService senders = Executors.newFixedThreadPool(connections);
        try {
            var sent = new ArrayList<Future<String>>();
            for (int i = 0; i < count; i++) {
                Map<String, Object> request = Map.of("url", prefix + i, "options", Map.of("dry_run", true));
                sent.add(senders.submit(() -> submit(client, request)));
            }
            var ids = new ArrayList<String>();
            for (Future<String> each : sent) {
                ids.add(each.get());
            }
            return ids;
        } finally {
            senders.shutdownNow();
        }
    }

    private String submit(Client client, Map<String, Object> request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String id = client.submit(request, PATIENCE).path("id").asString("");
        postMillis.add((System.nanoTime() - start) / 1e6);
        return id;
    }

    private void awaitEnds(List<String> ids) throws InterruptedException {
        long progress = System.nanoTime();
        long open = ids.size();
        while (open > 0 && System.nanoTime() - progress < PATIENCE.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(100);
            long now = ids.stream().filter(id -> !ended.containsKey(id)).count();
            if (now < open) {
                progress = System.nanoTime();
            }
            open = now;
        }
    }

    private void report(Report report, List<String> ids, double submitted, double seconds) {
        Quantiles posts = Quantiles.of(postMillis);
        long done = ids.stream().filter(ended::containsKey).count();
        report.figure("rooms", rooms, "")
                .figure(
                        "accepted by " + connections + " connections",
                        jobs / submitted,
                        "/s",
                        null,
                        Baselines.SUBMITS_PER_SECOND)
                .figure("POST p50", posts.at(50), "ms")
                .figure("POST p99", posts.at(99), "ms")
                .figure(
                        "from the first POST to the last end",
                        done / seconds,
                        "jobs/s",
                        null,
                        Baselines.JOBS_PER_SECOND)
                .promise("every job ends", done == ids.size(), done + " of " + ids.size());
    }

    private void cpu(Report report, Map<String, Double> before, Map<String, Double> after) {
        var each = new TreeMap<String, Double>();
        after.forEach((name, seconds) -> each.put(name, (seconds - before.getOrDefault(name, 0.0)) * 1000 / jobs));
        double all = each.values().stream().mapToDouble(Double::doubleValue).sum();
        report.figure("CPU a job, all processes", all, "ms", batch ? TARGET_CPU_MILLIS : null, Baselines.CPU_PER_JOB);
        each.forEach((name, millis) -> report.figure("CPU a job, " + name, millis, "ms"));
    }
}

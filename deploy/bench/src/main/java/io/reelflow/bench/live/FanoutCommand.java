package io.reelflow.bench.live;

import io.reelflow.bench.http.EventStreams;
import io.reelflow.bench.live.Feed.Appended;
import io.reelflow.bench.measure.Baselines;
import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.measure.SettledMemory;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench fanout}: ten thousand clients, what each costs the status service, and how soon they hear. */
@Command(
        name = "fanout",
        description = "Clients of server-sent events by the thousand: memory of the status service, and latency.")
public final class FanoutCommand implements Callable<Integer> {
    private static final double TARGET_KIB = 20;
    private static final double TARGET_MILLIS = 200;
    private static final double KIB_PER_MIB = 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LAST = Duration.ofSeconds(20);

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--clients", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private int clients = 10_000;

    @Option(names = "--jobs", paramLabel = "N", description = "That they follow by turns. Default: one for each client")
    private int jobs;

    @Option(names = "--deliveries", paramLabel = "N", description = "Wanted a second. Default: ${DEFAULT-VALUE}")
    private int deliveries = 1_000;

    @Option(names = "--seconds", paramLabel = "N", description = "How long. Default: ${DEFAULT-VALUE}")
    private int seconds = 30;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        jobs = jobs == 0 ? clients : jobs;
        if (jobs > clients) {
            throw new ParameterException(spec.commandLine(), "--jobs must be at most --clients, " + clients);
        }
        return run.run("bench fanout", List.of(), spec.commandLine().getOut(), this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        List<Job> all = Stream.generate(Feed::job).limit(jobs).toList();
        var receipts = new Receipts(clients);
        try (var feed = new Feed(stack.endpoints().kafka());
                var streams = new EventStreams(
                        URI.create(stack.endpoints().api()),
                        stack.endpoints().keys().admin(),
                        receipts)) {
            begin(feed, all);
            FedJobs.await(stack.endpoints().postgres(), all, PATIENCE);
            long pid = stack.pids().getOrDefault("status-service", 0L);
            double before = SettledMemory.mebibytes(pid);
            long start = System.nanoTime();
            streams.open(
                    IntStream.range(0, clients)
                            .mapToObj(i -> "/api/v1/jobs/" + all.get(i % jobs).jobId() + "/stream")
                            .toList(),
                    PATIENCE);
            receipts.awaitAll(1, PATIENCE);
            double connected = (System.nanoTime() - start) / 1e9;
            double with = SettledMemory.mebibytes(pid);
            report.figure("clients", streams.open(), "")
                    .figure("all of them have heard where their job stands after", connected, "s")
                    .figure("memory of the status service before them", before, "MiB")
                    .figure(
                            "memory of the status service a client",
                            (with - before) * KIB_PER_MIB / clients,
                            "KiB",
                            TARGET_KIB,
                            "22 to 39 KiB, uvicorn");
            idle(report, pid);
            hear(feed, all, receipts, report, pid);
            report.promise(
                    "every client stays connected",
                    streams.open() == clients && streams.faults().isEmpty(),
                    streams.open() + " of " + clients + ", faults "
                            + streams.faults().stream().limit(3).toList());
        }
    }

    private static void begin(Feed feed, List<Job> all) {
        var sent = new ArrayList<CompletableFuture<Appended>>();
        for (Job job : all) {
            sent.add(feed.send(Feed.of(job, JobEventType.QUEUED)));
            sent.add(feed.send(Feed.of(job, JobEventType.STARTED)));
            sent.add(feed.send(Feed.of(job, Stage.TRANSCRIBING)));
        }
        feed.flush();
        sent.forEach(CompletableFuture::join);
    }

    private static void idle(Report report, long pid) throws InterruptedException {
        double before = CpuTime.seconds(pid);
        TimeUnit.SECONDS.sleep(3);
        report.figure("CPU of the status service while nothing moves", (CpuTime.seconds(pid) - before) / 3 * 100, "%");
    }

    private void hear(Feed feed, List<Job> all, Receipts receipts, Report report, long pid)
            throws IOException, InterruptedException {
        double cpu = CpuTime.seconds(pid);
        List<Appended> sent = speak(feed, all);
        receipts.awaitLast(sent, all, LAST);
        List<Double> millis = receipts.millis(sent, all);
        Quantiles latency = Quantiles.of(millis);
        long due = 0;
        for (int i = 0; i < sent.size(); i++) {
            due += (clients - 1 - i % jobs) / jobs + 1; // who follows its job
        }
        report.figure("deliveries", millis.size(), "")
                .figure("merged into a later one", (double) (due - millis.size()), "")
                .figure("update p50", latency.at(50), "ms")
                .figure("update p99", latency.at(99), "ms", TARGET_MILLIS, Baselines.LIVE_POLLING_SSE)
                .figure("update, longest", latency.max(), "ms")
                .figure(
                        "CPU of the status service a delivery",
                        (CpuTime.seconds(pid) - cpu) * 1e6 / (double) due,
                        "µs");
        long behind = receipts.behind(sent, all);
        report.promise("every client hears the last change of its job", behind == 0, behind + " have not");
    }

    /** At an even pace, whatever the answer. */
    private List<Appended> speak(Feed feed, List<Job> all) {
        double perSecond = (double) deliveries * jobs / clients;
        int total = (int) Math.max(1, Math.round(perSecond * seconds));
        int rounds = (total + jobs - 1) / jobs;
        long gap = (long) (1e9 / perSecond);
        long start = System.nanoTime();
        var sent = new ArrayList<CompletableFuture<Appended>>();
        for (int i = 0; i < total; i++) {
            long due = start + i * gap;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            double progress = (double) (i / jobs + 1) / (rounds + 1);
            sent.add(
                    feed.send(Feed.of(all.get(i % jobs), JobEventType.STAGE_PROGRESSED, Stage.TRANSCRIBING, progress)));
        }
        feed.flush();
        return sent.stream().map(CompletableFuture::join).toList();
    }
}

package io.reelflow.bench.schedule;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.client.EventLog;
import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench schedule}: a job of priority 1 behind a hundred thousand others. */
@Command(
        name = "schedule",
        description = "Behind a long queue: seconds until a job of priority 1 is admitted; checkpoints.")
public final class ScheduleCommand implements Callable<Integer> {
    private static final double ADMISSION_TARGET_SECONDS = 1;
    private static final double CHECKPOINT_TARGET_SECONDS = 2;
    private static final int CHECKPOINTS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--jobs", paramLabel = "N", description = "That wait. Default: ${DEFAULT-VALUE}")
    private int jobs = 100_000;

    @Option(names = "--urgent", paramLabel = "N", description = "Jobs of priority 1. Default: ${DEFAULT-VALUE}")
    private int urgent = 50;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Set<String> queued = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    /** When the scheduler let a job in, by its own clock. */
    private final Map<String, Instant> letIn = new ConcurrentHashMap<>();
    /** When a job was handed to the scheduler. */
    private final Map<String, Instant> handedOver = new ConcurrentHashMap<>();

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("it would be left with the queue");
        return run.run("bench schedule", List.of(), spec.commandLine().getOut(), this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        String kafka = stack.endpoints().kafka();
        try (var backlog = new Backlog(kafka);
                var log = new EventLog(kafka, this::hear)) {
            log.start();
            backlog.pause(true);
            long start = System.nanoTime();
            var tables = new FutureTask<>(() -> new Tables(stack.endpoints().postgres()).holding(2L * jobs));
            var watching = new Thread(tables, "tables");
            watching.setDaemon(true);
            watching.start();
            backlog.jobs(jobs);
            awaitQueued();
            report.figure("jobs that wait", queued.size(), "")
                    .figure("queued", queued.size() / ((System.nanoTime() - start) / 1e9), "jobs/s");
            checkpoints(new Flink(stack.endpoints().flink()), report);
            report.promise("none starts while the intake is paused", started.isEmpty(), started.size() + " did");
            backlog.pause(false);
            admissions(new Client(stack.endpoints()), report);
            double behind = (tables.get(PATIENCE.toSeconds(), TimeUnit.SECONDS) - start) / 1e9;
            report.figure("command and event of all of them in the tables", behind, "s");
        }
    }

    private void hear(JobEvent event) {
        if (event.type() == JobEventType.QUEUED) {
            queued.add(event.jobId());
            handedOver.putIfAbsent(event.jobId(), event.time());
        } else if (event.type() == JobEventType.STARTED) {
            letIn.putIfAbsent(event.jobId(), event.time());
            started.putIfAbsent(event.jobId(), System.nanoTime());
        }
    }

    private void awaitQueued() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (queued.size() < jobs) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        queued.size() + " of " + jobs + " jobs wait after " + PATIENCE.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static void checkpoints(Flink flink, Report report) throws IOException, InterruptedException {
        long since = System.currentTimeMillis();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Flink.Checkpoint> taken = List.of();
        while (taken.size() < CHECKPOINTS && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500);
            taken = flink.checkpoints().stream()
                    .filter(each -> each.triggeredAt() >= since)
                    .toList();
        }
        Quantiles seconds =
                Quantiles.of(taken.stream().map(each -> each.millis() / 1000.0).toList());
        long bytes = taken.stream().mapToLong(Flink.Checkpoint::bytes).max().orElse(0);
        report.figure("checkpoint, p50 of " + taken.size(), seconds.at(50), "s")
                .figure("checkpoint, longest", seconds.max(), "s", CHECKPOINT_TARGET_SECONDS, null)
                .figure("state", bytes / (double) (1 << 20), "MiB");
    }

    private void admissions(Client client, Report report) throws IOException, InterruptedException {
        client.get("/jobs/stats").orThrow(); // what this process loads for its first call is not measured
        awaitAnyStart();
        var answers = new ArrayList<Double>();
        var seconds = new ArrayList<Double>();
        var ids = new ArrayList<String>();
        int never = 0;
        for (int i = 0; i < urgent; i++) {
            String url = "https://example.org/urgent/" + System.nanoTime();
            long asked = System.nanoTime();
            Instant askedAt = Instant.now();
            String id = client.submit(Map.of("url", url, "priority", 1, "options", Map.of("dry_run", true)), PATIENCE)
                    .path("id")
                    .asString("");
            answers.add((System.nanoTime() - asked) / 1e9);
            while (!started.containsKey(id) && System.nanoTime() - asked < PATIENCE.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            Long at = started.get(id);
            if (at == null) {
                never++;
            } else {
                seconds.add((at - asked) / 1e9);
                ids.add(id);
            }
            if (i == 0 && at != null) {
                first(id, askedAt, answers.get(0), report);
            }
        }
        Quantiles all = Quantiles.of(seconds);
        Quantiles posts = Quantiles.of(answers);
        report.figure("POST of priority 1 to its answer, p50", posts.at(50), "s")
                .figure("POST of priority 1 to its answer, longest", posts.max(), "s")
                .figure(
                        "others let in between its turn and its start, most",
                        (double) ids.stream().mapToLong(this::before).max().orElse(0),
                        "");
        report.figure("started before the last urgent one", started.size(), "")
                .figure("POST of priority 1 to its start, p50 of " + all.count(), all.at(50), "s")
                .figure("POST of priority 1 to its start, longest", all.max(), "s", ADMISSION_TARGET_SECONDS, null)
                .promise(
                        "every urgent job starts before the queue has",
                        never == 0 && started.size() < jobs,
                        started.size() + " had started, " + never + " urgent ones never did");
    }

    /** Where the time of the first one goes: nothing on its way has been used before. */
    private void first(String id, Instant asked, double answered, Report report) {
        Instant handed = handedOver.getOrDefault(id, asked);
        report.figure("the first one, POST to its answer", answered, "s")
                .figure("the first one, POST to the scheduler", seconds(asked, handed), "s")
                .figure("the first one, scheduler to its start", seconds(handed, letIn.getOrDefault(id, handed)), "s");
    }

    /** How many others were let in while this one could have been. */
    private long before(String id) {
        Instant from = handedOver.getOrDefault(id, Instant.MAX);
        Instant until = letIn.getOrDefault(id, Instant.MIN);
        return letIn.values().stream()
                .filter(each -> each.isAfter(from) && each.isBefore(until))
                .count();
    }

    private static double seconds(Instant from, Instant until) {
        return Duration.between(from, until).toMillis() / 1000.0;
    }

    private void awaitAnyStart() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (started.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "nothing has started " + PATIENCE.toSeconds() + " s after the intake was resumed");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}

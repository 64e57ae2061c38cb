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
import java.util.Collections;
import java.util.Comparator;
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

    @Option(names = "--warm-up", paramLabel = "N", description = "Jobs before them. Default: ${DEFAULT-VALUE}")
    private int warmUp = 200;

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
            var client = new Client(stack.endpoints());
            for (int i = 0; i < warmUp; i++) {
                send(client);
            }
            backlog.pause(true);
            List.of(queued, started.keySet(), letIn.keySet(), handedOver.keySet())
                    .forEach(Set::clear);
            var rows = new Tables(stack.endpoints().postgres());
            long before = rows.held();
            long start = System.nanoTime();
            var tables = new FutureTask<>(() -> rows.holding(before + 2L * jobs));
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
            admissions(client, report);
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
        awaitAnyStart();
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < urgent; i++) {
            sent.add(send(client));
        }
        List<Sent> known =
                sent.stream().filter(each -> started.containsKey(each.id)).toList();
        int never = sent.size() - known.size();
        if (!known.isEmpty()) {
            slowest(Collections.max(known, Comparator.comparing(this::seconds)), report);
        }
        Quantiles heard = Quantiles.of(known.stream().map(this::seconds).toList());
        Quantiles admitted = Quantiles.of(known.stream()
                .map(each -> seconds(each.time, letIn.getOrDefault(each.id, Instant.MAX)))
                .toList());
        Quantiles posts = Quantiles.of(sent.stream().map(Sent::answered).toList());
        report.figure("POST of priority 1 to its answer, p50", posts.at(50), "s")
                .figure("POST of priority 1 to its answer, longest", posts.max(), "s")
                .figure(
                        "others let in between its turn and its start, most",
                        (double) known.stream()
                                .mapToLong(each -> before(each.id))
                                .max()
                                .orElse(0),
                        "");
        report.figure("started before the last urgent one", started.size(), "")
                .figure("POST of priority 1 until it is let in, p50 of " + admitted.count(), admitted.at(50), "s")
                .figure(
                        "POST of priority 1 until it is let in, longest",
                        admitted.max(),
                        "s",
                        ADMISSION_TARGET_SECONDS,
                        null)
                .figure("POST of priority 1 until its start is heard of, p50", heard.at(50), "s")
                .figure("POST of priority 1 until its start is heard of, longest", heard.max(), "s")
                .promise(
                        "every urgent job starts before the queue has",
                        never == 0 && started.size() < jobs,
                        started.size() + " had started, " + never + " urgent ones never did");
    }

    /** @param answered seconds from the POST to its answer */
    private record Sent(String id, long asked, Instant time, double answered) {}

    /** One of priority 1; returns when it has started, or when patience is at its end. */
    private Sent send(Client client) throws IOException, InterruptedException {
        String url = "https://example.org/urgent/" + System.nanoTime();
        long asked = System.nanoTime();
        Instant time = Instant.now();
        String id = client.submit(Map.of("url", url, "priority", 1, "options", Map.of("dry_run", true)), PATIENCE)
                .path("id")
                .asString("");
        double answered = (System.nanoTime() - asked) / 1e9;
        while (!started.containsKey(id) && System.nanoTime() - asked < PATIENCE.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return new Sent(id, asked, time, answered);
    }

    private double seconds(Sent sent) {
        return (started.getOrDefault(sent.id, sent.asked) - sent.asked) / 1e9;
    }

    /** Where the time of the slowest one goes. */
    private void slowest(Sent sent, Report report) {
        Instant handed = handedOver.getOrDefault(sent.id, sent.time);
        Instant in = letIn.getOrDefault(sent.id, handed);
        report.figure("the slowest one, POST to its answer", sent.answered, "s")
                .figure("the slowest one, POST to the scheduler", seconds(sent.time, handed), "s")
                .figure("the slowest one, scheduler to its start", seconds(handed, in), "s")
                .figure("the slowest one, start until it was heard of", seconds(sent) - seconds(sent.time, in), "s");
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

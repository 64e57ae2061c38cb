package io.reelflow.bench.batch;

import io.reelflow.bench.client.EventLog;
import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.local.client.BatchCall;
import io.reelflow.local.home.Endpoints;
import io.reelflow.schemas.job.JobEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench fairness}: how long ninety-nine small owners wait because of a large one. */
@Command(
        name = "fairness",
        description = "Dry jobs of 99 owners with 10 each, alone and behind one owner's 100,000: from accept to start.")
public final class FairnessCommand implements Callable<Integer> {
    private static final double MOST_RATIO = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--large", paramLabel = "N", description = "Jobs of the large owner. Default: ${DEFAULT-VALUE}")
    private int large = 100_000;

    @Option(names = "--owners", paramLabel = "N", description = "Small owners. Default: ${DEFAULT-VALUE}")
    private int owners = 99;

    @Option(names = "--each", paramLabel = "N", description = "Jobs of a small one. Default: ${DEFAULT-VALUE}")
    private int each = 10;

    @Option(names = "--rooms", paramLabel = "N", description = "Jobs admitted at once. Default: ${DEFAULT-VALUE}")
    private int rooms = 16;

    @Option(names = "--large-priority", paramLabel = "N", description = "Of the large owner. Default: ${DEFAULT-VALUE}")
    private int largePriority = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Starts starts = new Starts();

    @Override
    public Integer call() throws Exception {
        return run.run(
                "bench fairness",
                List.of(),
                Map.of("REELFLOW_ROOMS", Integer.toString(rooms)),
                spec.commandLine().getOut(),
                this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        Endpoints endpoints = stack.endpoints();
        var call = new BatchCall(endpoints.ingest(), endpoints.keys().admin());
        String name = Long.toString(System.currentTimeMillis(), 36);
        try (var log = new EventLog(endpoints.kafka(), this::hear)) {
            log.start();
            small(call, name + "-warm-up-1");
            small(call, name + "-warm-up-2");
            Quantiles alone = small(call, name + "-alone");

            send(call, IntStream.range(0, large), i -> line(name + "-large", "large", i, largePriority));
            await(() -> starts.queued(name + "-large") >= large);
            Quantiles beside = small(call, name + "-beside");
            long waiting = (long) large - starts.started(name + "-large");

            report.figure("rooms", rooms, "")
                    .figure("wait of a small owner's job alone, p50 of " + alone.count(), alone.at(50), "s")
                    .figure("wait of a small owner's job alone, p95", alone.at(95), "s")
                    .figure("behind " + large + " of one owner, p50 of " + beside.count(), beside.at(50), "s")
                    .figure("behind " + large + " of one owner, p95", beside.at(95), "s")
                    .figure("p95, behind by alone", beside.at(95) / alone.at(95), "", MOST_RATIO, null)
                    .promise(
                            "all jobs of the small owners start before those of the large one have",
                            waiting > 0 && beside.count() == owners * each,
                            waiting + " of " + large + " waited when the last small one had started");
            await(() -> starts.ended() >= (long) large + 4L * owners * each);
            long sent = large + 4L * owners * each;
            report.promise("every job ends", starts.ended() == sent, starts.ended() + " of " + sent);
        }
    }

    private void hear(JobEvent event) {
        starts.hear(event);
    }

    /** Sends a job of each small owner after another of each, at once; seconds from accept to start. */
    private Quantiles small(BatchCall call, String name) throws IOException, InterruptedException {
        send(call, IntStream.range(0, owners * each), i -> line(name, "small-" + i % owners, i, 5));
        await(() -> starts.started(name) >= owners * each);
        return Quantiles.of(starts.waits(name));
    }

    private static String line(String name, String owner, int number, int priority) {
        return "{\"url\": \"https://example.org/" + name + "/" + number + "\", \"user_id\": \"" + owner
                + "\", \"priority\": " + priority + ", \"options\": {\"dry_run\": true}}\n";
    }

    private static void send(BatchCall call, IntStream numbers, IntFunction<String> line) throws IOException {
        byte[] file = numbers.mapToObj(line).collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
        var refused = new StringBuilder();
        call.send(new ByteArrayInputStream(file), null, answer -> {
            if (answer.contains("\"error\":") && refused.length() == 0) {
                refused.append(answer);
            }
        });
        if (refused.length() > 0) {
            throw new IOException("a line was refused: " + refused);
        }
    }

    private interface Condition {
        boolean holds();
    }

    /** Returns when it holds, or when nothing has been heard of for too long. */
    private void await(Condition condition) throws InterruptedException {
        long heard = starts.heard();
        long progress = System.nanoTime();
        while (!condition.holds() && System.nanoTime() - progress < PATIENCE.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(20);
            if (starts.heard() != heard) {
                heard = starts.heard();
                progress = System.nanoTime();
            }
        }
    }
}

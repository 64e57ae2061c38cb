package io.reelflow.bench.live;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.client.Follower;
import io.reelflow.bench.client.Follower.Heard;
import io.reelflow.bench.live.Feed.Appended;
import io.reelflow.bench.measure.Baselines;
import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench live}: how long a change takes from the log to whoever watches. */
@Command(name = "live", description = "From an event's way into the log to a client's receipt by SSE.")
public final class LiveCommand implements Callable<Integer> {
    private static final double TARGET_MILLIS = 50;
    /** Changes that only warm up, as a part of all. */
    private static final double WARM_UP = 0.2;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--jobs", paramLabel = "N", description = "Jobs, a client each. Default: ${DEFAULT-VALUE}")
    private int jobs = 100;

    @Option(names = "--rate", paramLabel = "N", description = "Changes a second of each job. Default: ${DEFAULT-VALUE}")
    private int rate = 5;

    @Option(names = "--seconds", paramLabel = "N", description = "How long. Default: ${DEFAULT-VALUE}")
    private int seconds = 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return run.run("bench live", List.of(), spec.commandLine().getOut(), this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        var client = new Client(stack.endpoints());
        try (var feed = new Feed(stack.endpoints().kafka());
                var audience = new Audience(client)) {
            List<Job> all = Stream.generate(Feed::job).limit(jobs).toList();
            for (Job job : all) {
                feed.send(Feed.of(job, JobEventType.QUEUED)).join();
                feed.send(Feed.of(job, JobEventType.STARTED)).join();
                feed.send(Feed.of(job, Stage.TRANSCRIBING)).join();
            }
            audience.gather(all, 1);
            List<Appended> sent = speak(feed, all);
            all.forEach(job -> feed.send(Feed.of(job, JobEventType.CANCELLED)).join());
            List<Follower> open = audience.awaitEnds();
            report(report, sent, audience.followers(), open);
        }
    }

    /** At an even pace, whatever the answer: a slow receiver does not slow the sender. */
    private List<Appended> speak(Feed feed, List<Job> all) {
        int total = jobs * rate * seconds;
        long gap = 1_000_000_000L / ((long) jobs * rate);
        long start = System.nanoTime();
        var sent = new ArrayList<CompletableFuture<Appended>>();
        for (int i = 0; i < total; i++) {
            long due = start + i * gap;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            int step = i / jobs + 1;
            double progress = (double) step / (rate * seconds);
            sent.add(
                    feed.send(Feed.of(all.get(i % jobs), JobEventType.STAGE_PROGRESSED, Stage.TRANSCRIBING, progress)));
        }
        feed.flush();
        return sent.stream()
                .skip((long) (total * WARM_UP))
                .map(CompletableFuture::join)
                .toList();
    }

    private static void report(Report report, List<Appended> sent, List<Follower> followers, List<Follower> open) {
        Map<String, Map<Long, Heard>> heard = new HashMap<>();
        for (Follower follower : followers) {
            var byId = new HashMap<Long, Heard>();
            follower.heard().stream().filter(each -> !each.isSnapshot()).forEach(each -> byId.put(each.id(), each));
            heard.put(follower.jobId(), byId);
        }
        var millis = new ArrayList<Double>();
        for (Appended each : sent) {
            Heard receipt = heard.getOrDefault(each.event().jobId(), Map.of()).get(each.offset());
            if (receipt != null) {
                millis.add((receipt.nanos() - each.sentNanos()) / 1e6);
            }
        }
        Quantiles latency = Quantiles.of(millis);
        report.figure("changes measured", sent.size(), "")
                .figure("merged into a later one", sent.size() - millis.size(), "")
                .figure("sent to received, p50", latency.at(50), "ms")
                .figure("sent to received, p90", latency.at(90), "ms")
                .figure("sent to received, p99", latency.at(99), "ms", TARGET_MILLIS, Baselines.LIVE_POLLING_SSE)
                .figure("sent to received, longest", latency.max(), "ms", null, Baselines.LIVE_WEBSOCKET);
        long ends = followers.stream().mapToLong(Follower::ends).sum();
        report.promise(
                "every client hears the end once",
                open.isEmpty() && followers.stream().allMatch(follower -> follower.ends() == 1),
                ends + " ends for " + followers.size() + " clients, " + open.size() + " streams still open");
        List<String> faults = followers.stream()
                .flatMap(follower -> follower.faults().stream())
                .toList();
        report.promise(
                "no stream breaks",
                faults.isEmpty(),
                faults.size() + " faults " + faults.stream().limit(3).toList());
    }
}

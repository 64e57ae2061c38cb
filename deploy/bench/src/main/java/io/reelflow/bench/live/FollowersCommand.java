package io.reelflow.bench.live;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.client.Follower;
import io.reelflow.bench.live.Feed.Appended;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench followers}: clients that lose their connection again and again, and miss nothing. */
@Command(
        name = "followers",
        description = "Clients cut at random and resumed: what they miss, hear twice, or in disorder.")
public final class FollowersCommand implements Callable<Integer> {
    private static final int STEPS = 4;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--jobs", paramLabel = "N", description = "Jobs. Default: ${DEFAULT-VALUE}")
    private int jobs = 200;

    @Option(names = "--clients", paramLabel = "N", description = "Clients, over all jobs. Default: ${DEFAULT-VALUE}")
    private int clients = 1000;

    @Option(names = "--cuts", paramLabel = "N", description = "How often each is cut. Default: ${DEFAULT-VALUE}")
    private int cuts = 5;

    @Option(names = "--seconds", paramLabel = "N", description = "How long the jobs run. Default: ${DEFAULT-VALUE}")
    private int seconds = 40;

    @Option(names = "--seed", paramLabel = "N", description = "Of the cuts. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return run.run("bench followers", List.of(), spec.commandLine().getOut(), this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        try (var feed = new Feed(stack.endpoints().kafka());
                var audience = new Audience(new Client(stack.endpoints()))) {
            List<Job> all = Stream.generate(Feed::job).limit(jobs).toList();
            var appended = new ArrayList<CompletableFuture<Appended>>();
            all.forEach(job -> appended.add(feed.send(Feed.of(job, JobEventType.QUEUED))));
            feed.flush();
            audience.gather(all, clients / jobs);
            cutAtRandom(audience);
            appended.addAll(speak(feed, all));
            List<Follower> open = audience.awaitEnds();
            report(report, logs(appended), audience.followers(), open);
        }
    }

    private void cutAtRandom(Audience audience) {
        var random = new Random(seed);
        for (Follower follower : audience.followers()) {
            for (int i = 0; i < cuts; i++) {
                var unused =
                        audience.timer().schedule(follower::cut, random.nextInt(seconds * 1000), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Every job goes through all its stages, step by step, side by side with the others. */
    private List<CompletableFuture<Appended>> speak(Feed feed, List<Job> all) {
        List<Stage> stages = List.of(Stage.values());
        long slots = 2L + (long) stages.size() * (STEPS + 2);
        long gap = TimeUnit.SECONDS.toNanos(seconds) / (slots * all.size());
        long due = System.nanoTime();
        var sent = new ArrayList<CompletableFuture<Appended>>();
        for (int slot = 0; slot < slots; slot++) {
            for (int i = 0; i < all.size(); i++) {
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                due += gap;
                sent.add(feed.send(event(all.get(i), i, slot, slots, stages)));
            }
        }
        feed.flush();
        return sent;
    }

    private static JobEvent event(Job job, int number, int slot, long slots, List<Stage> stages) {
        if (slot == 0) {
            return Feed.of(job, JobEventType.STARTED);
        }
        if (slot == slots - 1) {
            return Feed.of(job, number % 2 == 0 ? JobEventType.COMPLETED : JobEventType.CANCELLED);
        }
        Stage stage = stages.get((slot - 1) / (STEPS + 2));
        int step = (slot - 1) % (STEPS + 2);
        if (step == 0) {
            return Feed.of(job, stage);
        }
        return step == STEPS + 1
                ? Feed.of(job, JobEventType.STAGE_COMPLETED, stage, null)
                : Feed.of(job, JobEventType.STAGE_PROGRESSED, stage, step / (STEPS + 1.0));
    }

    private static Map<String, SortedMap<Long, JobEvent>> logs(List<CompletableFuture<Appended>> appended) {
        var logs = new HashMap<String, SortedMap<Long, JobEvent>>();
        for (CompletableFuture<Appended> each : appended) {
            Appended one = each.join();
            logs.computeIfAbsent(one.event().jobId(), id -> new TreeMap<>()).put(one.offset(), one.event());
        }
        return logs;
    }

    private static void report(
            Report report, Map<String, SortedMap<Long, JobEvent>> logs, List<Follower> followers, List<Follower> open) {
        var transitions = new HashMap<String, NavigableSet<Long>>();
        logs.forEach((id, log) -> transitions.put(id, Deliveries.transitions(log)));
        Deliveries all = followers.stream()
                .map(each -> Deliveries.of(each.heard(), transitions.getOrDefault(each.jobId(), new TreeSet<>())))
                .reduce(Deliveries.NONE, Deliveries::plus);
        int due = followers.stream()
                .mapToInt(each ->
                        transitions.getOrDefault(each.jobId(), new TreeSet<>()).size())
                .sum();
        int connections = followers.stream().mapToInt(Follower::connections).sum();
        List<String> faults =
                followers.stream().flatMap(each -> each.faults().stream()).toList();
        report.figure("clients", followers.size(), "")
                .figure("connections", connections, "")
                .figure("transitions to hear", due, "")
                .promise("nothing is missed", all.missed() == 0, all.missed() + " transitions missed")
                .promise("nothing is doubled", all.doubled() == 0, all.doubled() + " events heard twice")
                .promise("the order is kept", all.outOfOrder() == 0, all.outOfOrder() + " events before an earlier one")
                .promise(
                        "every client hears the end once",
                        open.isEmpty() && followers.stream().allMatch(each -> each.ends() == 1),
                        open.size() + " streams still open")
                .promise(
                        "no stream breaks",
                        faults.isEmpty(),
                        faults.size() + " faults " + faults.stream().limit(3).toList());
    }
}

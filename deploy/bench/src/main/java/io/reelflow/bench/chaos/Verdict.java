package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.client.Follower;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunningStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Holds what was promised against what has become of every job. */
public final class Verdict {
    /** Longer than any pause between two attempts. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration STREAMS_END = Duration.ofSeconds(30);

    private final RunningStack stack;
    private final Client client;
    private final Workload workload;

    public Verdict(RunningStack stack, Client client, Workload workload) {
        this.stack = stack;
        this.client = client;
        this.workload = workload;
    }

    /**
     * How many jobs there were, and of how many what was promised does not hold.
     *
     * @param doubled jobs with another number of ends than one, in history, rows or to a follower
     * @param untilAllDone seconds that were waited for the last to end
     */
    public record Counts(int jobs, int lost, int stuck, int doubled, int failed, double untilAllDone) {}

    public Counts on(Report report) throws Exception {
        Collection<String> ids = workload.accepted().values();
        var outcomes = new Outcomes(client, PATIENCE);
        long start = System.nanoTime();
        outcomes.await(ids);
        double waited = (System.nanoTime() - start) / 1e9;
        report.figure("jobs", ids.size(), "")
                .figure("of them with real work", workload.real().size(), "")
                .figure("completed", outcomes.with("completed").size(), "")
                .figure("failed", outcomes.with("failed").size(), "");
        List<String> refused = workload.refused();
        report.promise("every submission is accepted", refused.isEmpty(), workload.asked() + " sent, " + some(refused));
        int distinct = new HashSet<>(ids).size();
        report.promise(
                "one request is one job", distinct == ids.size(), distinct + " jobs for " + ids.size() + " requests");
        report.promise("nothing is lost", outcomes.lost().isEmpty(), some(outcomes.lost()));
        report.promise("nothing is stuck", outcomes.stuck().isEmpty(), some(outcomes.stuck()));
        report.promise("no job fails for it", outcomes.with("failed").isEmpty(), some(outcomes.with("failed")));
        List<String> histories = outcomes.wrongHistories(ids);
        report.promise("one end in each history", histories.isEmpty(), some(histories));
        List<String> rows = Outcomes.wrongRows(stack.endpoints().postgres(), ids);
        report.promise("one end in each job's rows", rows.isEmpty(), some(rows));
        int ends = followers(report);
        artifacts(report);
        return new Counts(
                ids.size(),
                outcomes.lost().size(),
                outcomes.stuck().size(),
                histories.size() + rows.size() + ends,
                outcomes.with("failed").size(),
                waited);
    }

    private int followers(Report report) throws InterruptedException {
        List<Follower> followers = workload.followers();
        long deadline = System.nanoTime() + STREAMS_END.toNanos();
        while (followers.stream().anyMatch(each -> !each.ended().isDone()) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        List<String> wrong = followers.stream()
                .filter(each -> each.ends() != 1 || !each.ended().isDone())
                .map(each -> each.jobId() + " told its end " + each.ends() + " times")
                .toList();
        List<String> faults = followers.stream()
                .flatMap(each -> each.faults().stream().map(fault -> each.jobId() + " " + fault))
                .toList();
        int connections = followers.stream().mapToInt(Follower::connections).sum();
        report.figure("followers", followers.size(), "").figure("their connections", connections, "");
        report.promise("each follower hears the end once", wrong.isEmpty(), some(wrong));
        report.promise("each follower goes on where it was", faults.isEmpty(), some(faults));
        return wrong.size();
    }

    private void artifacts(Report report) throws Exception {
        var artifacts = new Artifacts(client, stack.home(), stack.endpoints());
        var problems = new ArrayList<String>();
        for (String id : workload.real()) {
            problems.addAll(artifacts.problems(id));
        }
        report.promise(
                "artifacts of real jobs are complete",
                problems.isEmpty(),
                workload.real().size() + " jobs looked at, " + some(problems));
    }

    private static String some(List<String> wrong) {
        return wrong.isEmpty()
                ? "0 wrong"
                : wrong.size() + " wrong: " + wrong.stream().limit(3).toList();
    }
}

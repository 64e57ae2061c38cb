package io.reelflow.bench.actions;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.schedule.Backlog;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.local.home.Endpoints;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code bench actions}: many jobs are cancelled by one request, and retried by one. */
@Command(
        name = "actions",
        description = "100,000 jobs are cancelled, and retried, by one request each: seconds, CPU a job.")
public final class ActionsCommand implements Callable<Integer> {
    private static final double TARGET_SECONDS = 30;
    private static final double INTERACTIVE_SECONDS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String OWNER = "bench-actions";
    /** Media jobs take minutes, dry ones milliseconds: two rooms let few of them through while the others are retried. */
    private static final String ROOMS = "2";

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--jobs", paramLabel = "N", description = "Acted on. Default: ${DEFAULT-VALUE}")
    private int jobs = 100_000;

    @Option(
            names = "--refused",
            paramLabel = "N",
            description = "More that wait, which no retry fits. Default: ${DEFAULT-VALUE}")
    private int refused = 500;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("it would be left with the queue");
        return run.run(
                "bench actions",
                List.of(),
                Map.of("REELFLOW_ROOMS", ROOMS),
                spec.commandLine().getOut(),
                this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        var client = new Client(stack.endpoints());
        try (var backlog = new Backlog(stack.endpoints().kafka())) {
            client.post("/jobs/actions", Map.of("action", "pause")).orThrow();
            backlog.batch(OWNER, jobs, null);
            await(stack, counts -> counts.getOrDefault("pending", 0) == jobs);
            act(stack, client, "cancel", counts -> counts.getOrDefault("cancelled", 0) == jobs, null, report);
            List<String> waiting = backlog.batch(OWNER, refused, Instant.now().plus(Duration.ofDays(1)));
            await(stack, counts -> counts.getOrDefault("pending", 0) == refused);
            client.post("/jobs/actions", Map.of("action", "resume")).orThrow();

            // The one that is cancelled alone may be over when its turn comes: then it is retried.
            String id = act(
                    stack, client, "retry", counts -> counts.getOrDefault("cancelled", 0) <= 1, waiting.get(0), report);
            refusals(client, id, waiting, report);
        }
    }

    /** @param alone a job that is cancelled by a request of its own, right behind; null for none */
    private String act(
            RunningStack stack,
            Client client,
            String action,
            Predicate<Map<String, Integer>> until,
            @Nullable String alone,
            Report report)
            throws Exception {
        Map<String, Double> before = CpuTime.treeSeconds(stack.pids());
        long start = System.nanoTime();
        JsonNode accepted = client.post("/jobs/actions", Map.of("action", action, "filter", Map.of("user_id", OWNER)))
                .orThrow();
        report.figure(action + ": POST to its answer", (System.nanoTime() - start) / 1e9, "s");
        if (alone != null) {
            long asked = System.nanoTime();
            client.post("/jobs/" + alone + "/cancel", Map.of()).orThrow();
            String status =
                    client.get("/jobs/" + alone).orThrow().path("status").asString();
            report.figure(
                            "cancel of one job beside it, until it is answered",
                            (System.nanoTime() - asked) / 1e9,
                            "s",
                            INTERACTIVE_SECONDS,
                            null)
                    .promise("that one reads cancelled", status.equals("cancelled"), status);
        }
        await(stack, until);
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Double> after = CpuTime.treeSeconds(stack.pids());
        report.figure(action + ": " + jobs + " jobs have changed", seconds, "s", TARGET_SECONDS, null);
        after.forEach((name, used) -> report.figure(
                action + ": CPU a job, " + name, (used - before.getOrDefault(name, 0.0)) * 1000 / jobs, "ms"));
        String id = accepted.path("id").asString();
        JsonNode done = completed(client, id);
        int most = alone == null ? jobs : jobs + 1;
        report.promise(
                action + " says that it did as many",
                done.path("status").asString().equals("completed")
                        && done.path("done").asInt() >= jobs
                        && done.path("done").asInt() <= most,
                done.path("status").asString() + ", " + done.path("done").asInt() + " of " + jobs);
        return id;
    }

    /** The last jobs may be seen to have changed before the action says that it is over. */
    private static JsonNode completed(Client client, String id) throws IOException, InterruptedException {
        JsonNode action = client.get("/actions/" + id).orThrow();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (action.path("status").asString().equals("running") && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
            action = client.get("/actions/" + id).orThrow();
        }
        return action;
    }

    private void refusals(Client client, String id, List<String> waiting, Report report)
            throws IOException, InterruptedException {
        var listed = new ArrayList<String>();
        Set<String> codes = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page =
                    client.get("/actions/" + id + "?limit=1000" + cursor).orThrow();
            page.path("refused").forEach(each -> {
                listed.add(each.path("id").asString());
                codes.add(each.path("code").asString());
            });
            String next = page.path("next_cursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        boolean right = new HashSet<>(waiting).containsAll(listed)
                && listed.size() >= waiting.size() - 1
                && codes.equals(Set.of("JOB_NOT_ENDED"));
        report.promise(
                "those that wait are listed as refused", right, listed.size() + " of " + waiting.size() + ", " + codes);
    }

    private static void await(RunningStack stack, Predicate<Map<String, Integer>> until)
            throws SQLException, IOException, InterruptedException {
        Endpoints.Postgres postgres = stack.endpoints().postgres();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var query = connection.prepareStatement(
                        "SELECT status, count(*) FROM processing_jobs WHERE user_id = ? GROUP BY status")) {
            query.setString(1, OWNER);
            while (true) {
                var counts = new HashMap<String, Integer>();
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        counts.put(row.getString(1), row.getInt(2));
                    }
                }
                if (until.test(counts)) {
                    return;
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("jobs are " + counts + " after " + PATIENCE.toSeconds() + " s");
                }
                TimeUnit.MILLISECONDS.sleep(250);
            }
        }
    }
}

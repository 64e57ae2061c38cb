package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.ReportOption;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Site;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chaos upgrade}: what an older build runs goes over to this one while jobs run; nothing may be lost. */
@Command(name = "upgrade", description = "An older build under load goes over to this one: nothing lost or told twice.")
public final class UpgradeCommand implements Callable<Integer> {
    private static final int FOLLOW_EVERY = 20;

    @Mixin
    private ReportOption reportFile = new ReportOption();

    @Option(names = "--from", paramLabel = "COMMIT", description = "The older build. Default: ${DEFAULT-VALUE}")
    private String from = "HEAD~1";

    @Option(names = "--from-root", paramLabel = "DIR", description = "A tree that is built already, instead")
    private @Nullable Path fromRoot;

    @Option(names = "--jobs", paramLabel = "N", description = "Dry jobs. Default: ${DEFAULT-VALUE}")
    private int jobs = 3000;

    @Option(names = "--real", paramLabel = "N", description = "Jobs with real work. Default: ${DEFAULT-VALUE}")
    private int real = 6;

    @Option(names = "--seconds", paramLabel = "N", description = "Of work before and after. Default: 20")
    private int seconds = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (fromRoot != null) {
            return upgrade(fromRoot.toAbsolutePath());
        }
        try (var older =
                OlderBuild.of(RunOptions.root(), from, spec.commandLine().getOut())) {
            return upgrade(older.tree());
        }
    }

    private int upgrade(Path older) throws Exception {
        var report = new Report("chaos upgrade");
        try (var site = new Site(RunOptions.talk());
                var stack = RunningStack.start(
                        older, List.of("--allow-host", site.host()), Map.of("REELFLOW_ROOMS", "16"))) {
            measure(stack, report, site);
        }
        return reportFile.hand(report, spec.commandLine().getOut());
    }

    private void measure(RunningStack stack, Report report, Site site) throws Exception {
        var client = new Client(stack.endpoints());
        var probing = new Probing(client);
        try (var workload = new Workload(client, site::address, FOLLOW_EVERY)) {
            send(workload);
            int before = schema(stack);
            Instant begun = Instant.now();
            double still = probing.longest(() -> {
                workload.sendDry(jobs / 3);
                stack.upgrade(RunOptions.root());
            });
            double took = (Instant.now().toEpochMilli() - begun.toEpochMilli()) / 1000.0;
            report.figure("the upgrade took", took, "s")
                    .figure("longest standstill", still, "s")
                    .figure("schema before", before, "")
                    .figure("schema after", schema(stack), "");
            workload.sendDry(jobs / 3);
            TimeUnit.SECONDS.sleep(seconds);
            workload.awaitSent();
            new Verdict(stack, client, workload).on(report);
            stack.command("check"); // ends the run where a row is not the fold of its events
        }
        report.figure("requests made again", (double) client.repeats(), "")
                .promise("no answer is a 500", client.internalErrors() == 0, client.internalErrors() + " were");
    }

    /** A third of the dry jobs and all real ones, for a while: some have ended then, some run, some wait. */
    private void send(Workload workload) throws InterruptedException {
        for (int i = 0; i < real; i++) {
            workload.sendReal();
            workload.sendDry(jobs / 3 / real);
            TimeUnit.MILLISECONDS.sleep(seconds * 1000L / real);
        }
    }

    private static int schema(RunningStack stack) throws Exception {
        var postgres = stack.endpoints().postgres();
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var query = connection.createStatement();
                var row = query.executeQuery("SELECT max(version::int) FROM flyway_schema_history WHERE success")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the tables have no history of their schema", e);
        }
    }
}

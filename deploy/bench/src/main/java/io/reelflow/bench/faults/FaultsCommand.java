package io.reelflow.bench.faults;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.faults.FaultRun.Found;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.measure.Table;
import io.reelflow.bench.proxy.Network;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.bench.stack.Site;
import io.reelflow.local.engine.Install;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chaos faults}: one fault after the other while jobs run; nothing may be lost, stuck or told twice. */
@Command(
        name = "faults",
        description =
                "Processes killed, restarted, paused; networks cut, slow, deaf; storage that answers 500; a disk full"
                        + " or slow; a clock that jumps: nothing lost, stuck or told twice, and how soon work goes on.")
public final class FaultsCommand implements Callable<Integer> {
    private static final List<String> REAL = List.of("slides", "full_processing", "metadata");
    private static final int MOST_DELAY_MILLIS = 2_000;
    private static final long DISK_BYTES = 6L << 30;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(
            names = "--only",
            paramLabel = "FAULT",
            split = ",",
            description = "These only, by a part of their names, such as pause, s3 or 'cut kafka'. Default: all")
    private List<String> only = new ArrayList<>();

    @Option(names = "--jobs", paramLabel = "N", description = "Dry jobs with each. Default: ${DEFAULT-VALUE}")
    private int jobs = 100;

    @Option(
            names = "--real",
            paramLabel = "N",
            description = "Jobs with real work with each. Default: ${DEFAULT-VALUE}")
    private int real = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Of the order, and of when each begins. Default: 1")
    private long seed = 1;

    @Option(names = "--without-disk", description = "On the machine's own disk: none is full or slow")
    private boolean machinesDisk;

    @Option(names = "--clock", description = "By a clock of its own, which jumps; all processes are far slower with it")
    private boolean ownClock;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("proxies, a disk and a clock of its own are given to it at the start");
        try (Disk disk = machinesDisk ? null : disk();
                FakeClock clock =
                        ownClock ? FakeClock.in(Install.ofEnvironment().cache()) : null) {
            Path folder = disk == null
                    ? Files.createTempDirectory("reelflow-bench-")
                    : Files.createDirectory(disk.mounted().resolve("stack"));
            try (var network = new Network(RunningStack.homeIn(folder), seed);
                    var site = new Site(RunOptions.talk())) {
                var up = new ArrayList<>(List.of("--allow-host", site.host()));
                up.addAll(network.options());
                return run.run(
                        "chaos faults",
                        folder,
                        up,
                        environment(clock),
                        spec.commandLine().getOut(),
                        (stack, report) -> measure(report, stack, site, Catalog.of(stack, network, disk, clock)));
            } finally {
                Scratch.delete(folder);
            }
        }
    }

    /** Null where this user can not mount one. */
    private @Nullable Disk disk() throws InterruptedException {
        try {
            return Disk.make(DISK_BYTES);
        } catch (IOException e) {
            spec.commandLine().getErr().println("reelflow: no disk is full or slow in this run: " + e.getMessage());
            return null;
        }
    }

    private static Map<String, String> environment(@Nullable FakeClock clock) {
        var environment = new HashMap<>(Map.of("REELFLOW_ROOMS", "32"));
        if (clock != null) {
            environment.putAll(clock.environment());
        }
        return environment;
    }

    private void measure(Report report, RunningStack stack, Site site, List<Fault> all) throws Exception {
        var random = new Random(seed);
        var faults = new ArrayList<>(all.stream().filter(this::wanted).toList());
        List<String> unknown = only.stream()
                .filter(each -> all.stream().noneMatch(fault -> fault.name().contains(each)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IOException("--only: there is none of " + unknown + "; there are "
                    + all.stream().map(Fault::name).toList());
        }
        Collections.shuffle(faults, random);
        var runs = new FaultRun(stack, new Client(stack.endpoints()), site, jobs);
        var found = new ArrayList<Found>();
        for (int i = 0; i < faults.size(); i++) {
            List<String> types = new ArrayList<>();
            for (int j = 0; j < real; j++) {
                types.add(REAL.get((i + j) % REAL.size()));
            }
            Found one = runs.of(faults.get(i), types, random.nextInt(MOST_DELAY_MILLIS));
            found.add(one);
            tell(one);
        }
        report.table(table(found));
        report.figure("faults", found.size(), "").figure("seed", (double) seed, "");
        for (Found each : found) {
            report.promise(
                    each.fault() + ": nothing lost, stuck, doubled, failed; no 500",
                    each.broken().isEmpty() && each.errors() == 0,
                    each.broken().isEmpty() ? each.counts().jobs() + " jobs" : String.join("; ", each.broken()));
        }
    }

    private boolean wanted(Fault fault) {
        return only.isEmpty() || only.stream().anyMatch(fault.name()::contains);
    }

    private void tell(Found one) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%-28s stood still %5.1f s, went on %5.1f s after it, all done %5.1f s later %s%n",
                one.fault(),
                one.stood(),
                one.again(),
                one.counts().untilAllDone(),
                one.broken().isEmpty() ? "" : "BROKEN " + one.broken());
        out.flush();
    }

    private static Table table(List<Found> found) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Found each : found) {
            rows.add(Arrays.asList(
                    each.fault(),
                    each.lasted(),
                    each.stood(),
                    each.again(),
                    each.counts().untilAllDone(),
                    each.counts().jobs(),
                    each.counts().lost(),
                    each.counts().stuck(),
                    each.counts().doubled(),
                    each.counts().failed(),
                    each.errors()));
        }
        return new Table(
                List.of(
                        "FAULT",
                        "LASTED S",
                        "STOOD STILL S",
                        "AGAIN AFTER S",
                        "ALL DONE AFTER S",
                        "JOBS",
                        "LOST",
                        "STUCK",
                        "DOUBLED",
                        "FAILED",
                        "500"),
                rows);
    }
}

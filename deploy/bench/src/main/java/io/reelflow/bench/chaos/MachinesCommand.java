package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.client.EventLog;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.local.network.Cable;
import io.reelflow.local.network.Lan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chaos machines}: several machines on this one, of which one is slow, cut off, killed; then fewer, then more. */
@Command(
        name = "machines",
        description = "Machines of their own for TaskManagers: one slow, cut off, killed; fewer, more. Needs root.")
public final class MachinesCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double LOST_SECONDS = 5;
    private static final int DRY_EACH = 300;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--machines", paramLabel = "N", description = "That work. Default: ${DEFAULT-VALUE}")
    private int machines = 3;

    @Option(names = "--real", paramLabel = "N", description = "Jobs with real work. Default: ${DEFAULT-VALUE}")
    private int real = 4;

    @Option(names = "--minutes", paramLabel = "N", description = "Of the talk heard at the kill. Default: 6")
    private int minutes = 6;

    @Option(names = "--fault-seconds", paramLabel = "N", description = "Of each. Default: ${DEFAULT-VALUE}")
    private int seconds = 20;

    @Option(names = "--kilobits", paramLabel = "N", description = "A second, of the slow one. Default: 2000")
    private int kilobits = 2000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Places places = new Places();
    private final StageRuns runs = new StageRuns();

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("the network of its machines is changed");
        List<String> up = List.of("--namespaces", "--taskmanagers", Integer.toString(machines + 1), "--spares", "1");
        Map<String, String> settings = Map.of(
                "REELFLOW_ROOMS",
                "32",
                "REELFLOW_CPU_PERMITS",
                "1",
                "REELFLOW_ENCODE_PERMITS",
                "1",
                "REELFLOW_MEDIA_THREADS",
                "1",
                "REELFLOW_SPAN_SECONDS",
                "20");
        return run.run("chaos machines", up, settings, spec.commandLine().getOut(), this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        var client = new Client(stack.endpoints());
        var films = Uploads.of(client, RunOptions.talk(), real);
        try (var workload = new Workload(client, films, 10);
                var log = new EventLog(stack.endpoints().kafka(), places::hear)) {
            log.start();
            ownDisks(stack, report);
            for (int i = 0; i < real; i++) {
                workload.sendReal();
            }
            var probing = new Probing(client);
            slow(stack, report, workload, probing);
            cut(stack, report, workload, probing);
            rescale(stack, report, workload, probing);
            workload.awaitSent();
            new Verdict(stack, client, workload).on(report);
            spread(report, workload);
            lost(stack, report, client, probing);
        }
        report.figure("requests made again", (double) client.repeats(), "")
                .promise("no answer is a 500", client.internalErrors() == 0, client.internalErrors() + " were");
    }

    /** What a TaskManager sees of the disk, by Linux's own view of it. */
    private static void ownDisks(RunningStack stack, Report report) throws IOException {
        var wrong = new ArrayList<String>();
        for (var process : stack.pids().entrySet()) {
            if (process.getKey().startsWith("taskmanager")) {
                Path home = Path.of(
                        "/proc/" + process.getValue() + "/root" + stack.home().dir());
                for (String others : List.of("data", "machines")) {
                    try (var seen = Files.list(home.resolve(others))) {
                        seen.forEach(each -> wrong.add(process.getKey() + " sees " + each.getFileName()));
                    }
                }
            }
        }
        report.promise("no machine sees another's disk", wrong.isEmpty(), wrong.isEmpty() ? "none" : wrong.toString());
    }

    private void slow(RunningStack stack, Report report, Workload workload, Probing probing) throws Exception {
        var cable = new Cable(lan(stack), Busy.machines(stack).get(0));
        workload.sendDry(DRY_EACH);
        double before = probing.longest(this::lasts);
        cable.slow(kilobits);
        workload.sendDry(DRY_EACH);
        double meanwhile = probing.longest(this::lasts);
        cable.unlimited();
        say(
                "%s had %d kbit/s: work stood still for %.2f s at most, %.2f before",
                cable.taskManager(), kilobits, meanwhile, before);
        report.figure("longest standstill, nothing wrong", before, "s")
                .figure("longest standstill, one machine is slow", meanwhile, "s");
    }

    private void cut(RunningStack stack, Report report, Workload workload, Probing probing) throws Exception {
        var cable = new Cable(lan(stack), Busy.machines(stack).get(0));
        workload.sendDry(DRY_EACH);
        double still = probing.longest(() -> {
            cable.cut();
            lasts();
        });
        cable.mend();
        say("%s was cut off: work stood still for %.2f s", cable.taskManager(), still);
        report.figure("longest standstill, one machine is cut off", still, "s");
        Busy.await(stack, machines + 1);
    }

    private void rescale(RunningStack stack, Report report, Workload workload, Probing probing) throws Exception {
        for (int count : new int[] {1, machines}) {
            workload.sendDry(DRY_EACH);
            double still = probing.longest(
                    () -> stack.command("up", "--taskmanagers", Integer.toString(count + 1), "--spares", "1"));
            say("%d machines work now: work stood still for %.2f s", count, still);
            report.figure("longest standstill, rescaled to " + count, still, "s");
        }
        Busy.await(stack, machines + 1);
    }

    private void spread(Report report, Workload workload) {
        var worked = new TreeSet<String>();
        int most = 0;
        for (String id : workload.real()) {
            Set<String> those = places.machinesOf(id);
            most = Math.max(most, those.size());
            worked.addAll(those);
        }
        report.figure("machines that worked for one job, at most", most, "")
                .promise("stages of one job run on several machines", most > 1, most + " for one job")
                .promise("each machine does its share", worked.size() >= machines, worked.toString());
    }

    private void lost(RunningStack stack, Report report, Client client, Probing probing) throws Exception {
        Path talk = Files.createTempFile("reelflow-talk-", ".wav");
        try (var log = new EventLog(stack.endpoints().kafka(), runs::hear)) {
            log.start();
            LongTalk.write(talk, RunOptions.talk(), Duration.ofMinutes(minutes));
            var cost = new LostMachine(client, places, runs);
            String id = cost.submit(Uploads.upload(client, talk));
            cost.awaitShare(0.25, PATIENCE);
            String victim = cost.busiest(Busy.machines(stack));
            Instant killed = Instant.now();
            double still = probing.longest(() -> {
                stack.kill(victim);
                TimeUnit.SECONDS.sleep(10);
            });
            var outcomes = new Outcomes(client, PATIENCE);
            outcomes.await(List.of(id));
            say("%s was killed: work stood still for %.2f s", victim, still);
            report.figure("longest standstill, one machine is lost", still, "s", LOST_SECONDS, null)
                    .promise(
                            "its job completes",
                            outcomes.with("completed").contains(id),
                            outcomes.with("completed").size() + " of 1");
            cost.on(report, victim, killed, LOST_SECONDS);
        } finally {
            Files.delete(talk);
        }
    }

    private static Lan lan(RunningStack stack) throws IOException {
        return Lan.of(stack.home()).orElseThrow(() -> new IOException("the stack has no machines"));
    }

    private void lasts() throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
    }

    private void say(String format, Object... arguments) {
        spec.commandLine().getOut().printf(Locale.ROOT, format + "%n", arguments);
        spec.commandLine().getOut().flush();
    }
}

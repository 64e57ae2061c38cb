package io.reelflow.bench.chaos;

import io.reelflow.bench.chaos.Killer.Kill;
import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chaos kill}: kill -9, again and again, while jobs run; nothing may be lost, stuck or told twice. */
@Command(name = "kill", description = "kill -9 of random processes while jobs run: nothing lost, stuck or told twice.")
public final class KillCommand implements Callable<Integer> {
    private static final int FOLLOWERS = 300;
    private static final int MOST_PAUSE_MILLIS = 1500;
    /** More than there are real jobs: with four, a probe waited up to 30 s behind four of them, and nothing was broken. */
    private static final Map<String, String> ROOMS = Map.of("REELFLOW_ROOMS", "32");

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--kills", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}")
    private int kills = 50;

    @Option(names = "--jobs", paramLabel = "N", description = "Dry jobs. Default: ${DEFAULT-VALUE}")
    private int jobs = 5000;

    @Option(names = "--real", paramLabel = "N", description = "Jobs with real work. Default: ${DEFAULT-VALUE}")
    private int real = 10;

    @Option(names = "--seed", paramLabel = "N", description = "Of who dies when. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--taskmanagers", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}")
    private int taskManagers = 1;

    @Option(names = "--spares", paramLabel = "N", description = "How many of them stand by. Default: ${DEFAULT-VALUE}")
    private int spares;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Kill these only. Default: all")
    private List<String> only = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack(
                "the site with the talk has to be allowed at the start, and every process must be ours to kill");
        try (var site = new Site(RunOptions.talk())) {
            List<String> up = List.of(
                    "--allow-host",
                    site.host(),
                    "--taskmanagers",
                    Integer.toString(taskManagers),
                    "--spares",
                    Integer.toString(spares));
            return run.run(
                    "chaos kill",
                    up,
                    ROOMS,
                    spec.commandLine().getOut(),
                    (stack, report) -> measure(stack, report, site));
        }
    }

    private void measure(RunningStack stack, Report report, Site site) throws Exception {
        var client = new Client(stack.endpoints());
        try (var workload = new Workload(client, site::address, jobs / FOLLOWERS)) {
            List<Kill> done = killAll(stack, new Killer(stack, client), workload);
            workload.awaitSent();
            new Verdict(stack, client, workload).on(report);
            Recoveries.on(report, done, spares);
        }
        report.figure("requests made again", (double) client.repeats(), "")
                .promise("no answer is a 500", client.internalErrors() == 0, client.internalErrors() + " were");
    }

    private List<Kill> killAll(RunningStack stack, Killer killer, Workload workload)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var random = new Random(seed);
        List<String> victims = victims(List.copyOf(stack.pids().keySet()), random);
        var done = new ArrayList<Kill>();
        for (int i = 0; i < kills; i++) {
            workload.sendDry(jobs * (i + 1) / kills - jobs * i / kills);
            // Real ones in the first two thirds, so that the last have things die under them too.
            int due = Math.min(real, 1 + real * (i + 1) * 3 / (kills * 2));
            for (int sent = i == 0 ? 0 : Math.min(real, 1 + real * i * 3 / (kills * 2)); sent < due; sent++) {
                workload.sendReal();
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_PAUSE_MILLIS));
            Kill kill = killer.kill(victims.get(i));
            done.add(kill);
            out.printf(
                    Locale.ROOT,
                    "%2d  %-16s work again after %5.2f s, it is ready after %5.2f s%n",
                    i + 1,
                    kill.process(),
                    kill.workAgain(),
                    kill.ready());
            out.flush();
        }
        return done;
    }

    /** In random order, each as often as the others. */
    private List<String> victims(List<String> processes, Random random) {
        List<String> from = only.isEmpty() ? processes : only;
        var victims = new ArrayList<String>();
        while (victims.size() < kills) {
            var deck = new ArrayList<>(from);
            Collections.shuffle(deck, random);
            victims.addAll(deck);
        }
        return victims;
    }
}

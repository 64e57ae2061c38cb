package io.reelflow.bench.chaos;

import io.reelflow.bench.chaos.PurgedFilms.Film;
import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chaos purge}: removes videos while jobs of them run and processes die; nothing may be left or come back. */
@Command(
        name = "purge",
        description =
                "Removes videos for good while their jobs run and processes die: nothing is left, nothing comes back.")
public final class PurgeCommand implements Callable<Integer> {
    /** Probes go round beside the jobs of a video. */
    private static final Map<String, String> ROOMS = Map.of("REELFLOW_ROOMS", "8");

    private static final Duration AFTERWARDS = Duration.ofMinutes(1);

    /** Milliseconds from the DELETE to the kill: while it is answered, in the first look of the purge, in the second. */
    private static final int[][] MOMENTS = {{0, 150}, {150, 1_500}, {9_500, 12_500}};

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--kills", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}")
    private int kills = 30;

    @Option(names = "--seed", paramLabel = "N", description = "Of who dies when. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack(
                "the site with the talk has to be allowed at the start, and every process must be ours to kill");
        try (var site = new Site(RunOptions.talk())) {
            return run.run(
                    "chaos purge",
                    List.of("--allow-host", site.host()),
                    ROOMS,
                    spec.commandLine().getOut(),
                    (stack, report) -> measure(stack, report, site));
        }
    }

    private void measure(RunningStack stack, Report report, Site site) throws Exception {
        var client = new Client(stack.endpoints());
        var films = new PurgedFilms(client, site);
        var killer = new Killer(stack, client);
        var random = new Random(seed);
        List<String> victims = victims(List.copyOf(stack.pids().keySet()), random);
        var removed = new ArrayList<Film>();
        for (int i = 0; i < kills; i++) {
            Film film = films.begin(i);
            CompletableFuture<Film> removal = films.remove(film);
            int[] moment = MOMENTS[i % MOMENTS.length];
            int delay = moment[0] + random.nextInt(moment[1] - moment[0]);
            TimeUnit.MILLISECONDS.sleep(delay);
            Killer.Kill kill = killer.kill(victims.get(i));
            removed.add(removal.get());
            say(
                    "%2d  %-15s killed %5d ms after the DELETE, ready after %5.2f s",
                    i + 1, kill.process(), delay, kill.ready());
        }
        new PurgeVerdict(stack, client).on(report, removed, AFTERWARDS, films);
        report.promise("no answer is a 500", client.internalErrors() == 0, client.internalErrors() + " were");
    }

    private void say(String format, Object... values) {
        spec.commandLine().getOut().printf(Locale.ROOT, format + "%n", values);
        spec.commandLine().getOut().flush();
    }

    /** In random order, each as often as the others at each moment. */
    private List<String> victims(List<String> processes, Random random) {
        var victims = new ArrayList<String>();
        while (victims.size() < kills) {
            var deck = new ArrayList<>(processes);
            Collections.shuffle(deck, random);
            victims.addAll(deck);
        }
        return victims;
    }
}

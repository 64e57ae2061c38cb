package io.reelflow.bench.talk;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.client.EventLog;
import io.reelflow.bench.listen.Truth;
import io.reelflow.bench.listen.WordErrors;
import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.measure.Memory;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.measure.Table;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Site;
import io.reelflow.local.engine.Install;
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
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code bench talk}: whole jobs, against the same tools by hand on the same file. */
@Command(
        name = "talk",
        description =
                "Whole jobs over one talk, each followed by bare tools that do the same by hand, one after another.")
public final class TalkCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int LOOK_MILLIS = 50;
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");
    private static final List<String> COLUMNS = List.of("RUN", "STEP", "FROM s", "TO s", "SECONDS", "CPU s");

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A talk. Default: the sample talk")
    private @Nullable Path file;

    @Option(
            names = "--type",
            split = ",",
            paramLabel = "TYPE",
            description = "Types of jobs, in this order. Default: ${DEFAULT-VALUE}")
    private List<String> types = List.of("shorts", "full_processing");

    @Option(
            names = "--cold",
            description =
                    "Measures from the first job on. Default: one over the sample talk goes ahead, so that workers"
                            + " are up, as they are in a service that runs")
    private boolean cold;

    @Option(names = "--times", paramLabel = "N", description = "Rounds. Default: ${DEFAULT-VALUE}")
    private int times = 1;

    @Mixin
    private RunOptions run = new RunOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final AtomicReference<@Nullable Timeline> listening = new AtomicReference<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    /** @param job as the API tells it at its end */
    private record Done(Ran ran, JsonNode job) {}

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("the site with the talk has to be allowed at the start");
        Path film = (file == null ? RunOptions.talk() : file).toAbsolutePath();
        try (var site = new Site(film);
                var sample = new Site(RunOptions.talk())) {
            List<String> up = List.of("--allow-host", site.host(), "--allow-host", sample.host());
            return run.run("bench talk", up, spec.commandLine().getOut(), (stack, report) -> {
                measure(stack, report, site, sample, film);
            });
        }
    }

    private void measure(RunningStack stack, Report report, Site site, Site sample, Path film) throws Exception {
        var client = new Client(stack.endpoints());
        var hand = new ByHand(Install.ofEnvironment(), film);
        try (var log = new EventLog(stack.endpoints().kafka(), event -> {
                    Timeline timeline = listening.get();
                    if (timeline != null) {
                        timeline.hear(event);
                    }
                });
                var memory = new Memory(stack::workers)) {
            log.start();
            memory.start();
            if (!cold) {
                job(stack, client, sample, types.get(0));
            }
            for (int round = 1; round <= times; round++) {
                for (String type : types) {
                    Done done = job(stack, client, site, type);
                    Ran bare = hand.run(Results.of(stack, done.job).clips(film));
                    tell(report, times == 1 ? type : type + " " + round, done, bare);
                    truth(report, type, film, done.job);
                }
            }
            report.figure("a worker's memory, most", memory.most(1).get(0), "MiB");
        }
        report.table(new Table(COLUMNS, rows));
    }

    private Done job(RunningStack stack, Client client, Site site, String type)
            throws IOException, InterruptedException {
        Map<String, Long> pids = stack.pids();
        double cpu = sum(CpuTime.treeSeconds(pids));
        Instant begin = Instant.now();
        long clock = System.nanoTime();
        Map<String, Object> request = Map.of("url", site.address("talk", clock), "job_type", type);
        String id = client.submit(request, PATIENCE).path("id").asString("");
        var timeline = new Timeline(id);
        listening.set(timeline);
        String status = "";
        while (!ENDED.contains(status)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            status = client.insistOn("/jobs/" + id + "?fields=id,status", PATIENCE)
                    .orThrow()
                    .path("status")
                    .asString("");
        }
        double seconds = (System.nanoTime() - clock) / 1e9;
        double used = sum(CpuTime.treeSeconds(pids)) - cpu;
        JsonNode job = client.insistOn("/jobs/" + id, PATIENCE).orThrow();
        if (!status.equals("completed")) {
            throw new IOException("the job ended " + status + ": " + job.path("error"));
        }
        while (!timeline.isWhole()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return new Done(new Ran(seconds, used, timeline.steps(begin)), job);
    }

    private void tell(Report report, String name, Done done, Ran bare) {
        Ran ran = done.ran;
        ran.steps().forEach(step -> rows.add(row(name, step)));
        bare.steps().forEach(step -> rows.add(row(name + ", by hand", step)));
        String words = String.format(
                Locale.ROOT,
                "by hand: wav %.1f s, transcribe %.1f s, scenes %.1f s, clips %.1f s",
                bare.seconds("wav"),
                bare.seconds("transcribe"),
                bare.seconds("scenes"),
                bare.seconds("clip"));
        report.figure(name + ", seconds of the job", ran.seconds(), "s", bare.seconds(), words)
                .figure(name + ", of the time by hand", ran.seconds() / bare.seconds(), "", 1.0, null)
                .figure(
                        name + ", CPU time of all processes",
                        ran.cpu(),
                        "s",
                        null,
                        String.format(Locale.ROOT, "by hand: %.1f s", bare.cpu()))
                .figure(name + ", clips", done.job.path("generated_clips").size(), "")
                .figure(name + ", slides", done.job.path("slides").size(), "");
    }

    private static List<@Nullable Object> row(String run, Step step) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(run);
        row.add(step.name());
        row.add(step.from());
        row.add(step.to());
        row.add(step.seconds());
        row.add(step.cpu());
        return row;
    }

    private static void truth(Report report, String type, Path film, JsonNode job) throws IOException {
        if (Files.isRegularFile(film.resolveSibling(film.getFileName() + ".json"))) {
            String said = Truth.in(List.of(film)).get(0).truth().text();
            if (said != null) {
                double rate =
                        WordErrors.of(said, job.path("transcript").asString("")).rate();
                report.figure(type + ", word error rate", rate, "");
            }
        }
    }

    private static double sum(Map<String, Double> seconds) {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}

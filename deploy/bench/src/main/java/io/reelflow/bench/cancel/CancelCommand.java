package io.reelflow.bench.cancel;

import io.reelflow.bench.cancel.Children.Child;
import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
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

/** {@code bench cancel}: how soon no process works for a cancelled job. */
@Command(
        name = "cancel",
        description = "Jobs cancelled while they download, hear, encode: seconds until nothing works for them.")
public final class CancelCommand implements Callable<Integer> {
    private static final double TARGET_SECONDS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_PAUSE_MILLIS = 500;
    private static final double NEVER = -1;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--times", paramLabel = "N", description = "Of each kind. Default: ${DEFAULT-VALUE}")
    private int times = 20;

    @Option(names = "--seed", paramLabel = "N", description = "Of the moments. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** What a job is at when it is cancelled. */
    private enum Moment {
        DOWNLOAD("transcription", "downloading", "java"),
        WHISPER("transcription", "transcribing", "java"),
        ENCODE("shorts", "generating_clips", "ffmpeg");

        private final String jobType;
        private final String stage;
        private final String child;

        Moment(String jobType, String stage, String child) {
            this.jobType = jobType;
            this.stage = stage;
            this.child = child;
        }

        List<Child> working(Children children) throws IOException, InterruptedException {
            return this == DOWNLOAD ? children.downloading() : children.working();
        }
    }

    /**
     * One cancel; seconds from the request.
     *
     * @param answer status of HTTP
     * @param status until the job reads cancelled
     * @param processes until none of those that worked for it lives
     */
    private record Cancelled(int answer, double status, double processes) {
        boolean whole() {
            return answer == 200 && status != NEVER && processes != NEVER;
        }
    }

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("the site with the talk has to be allowed at the start");
        try (var site = new Site(RunOptions.talk())) {
            return run.run(
                    "bench cancel",
                    List.of("--allow-host", site.host()),
                    spec.commandLine().getOut(),
                    (stack, report) -> measure(stack, report, site));
        }
    }

    private void measure(RunningStack stack, Report report, Site site) throws Exception {
        var client = new Client(stack.endpoints());
        var random = new Random(seed);
        Map<Moment, List<Cancelled>> all = new EnumMap<>(Moment.class);
        for (int i = 0; i < times * Moment.values().length; i++) {
            Moment moment = Moment.values()[i % Moment.values().length];
            Cancelled one = cancel(stack, client, site, moment, i, random);
            all.computeIfAbsent(moment, key -> new ArrayList<>()).add(one);
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%2d  %-9s cancelled after %.2f s, no process after %.2f s%n",
                            i + 1,
                            moment.name().toLowerCase(Locale.ROOT),
                            one.status,
                            one.processes);
            spec.commandLine().getOut().flush();
        }
        all.forEach((moment, ones) -> {
            String name = moment.name().toLowerCase(Locale.ROOT);
            Quantiles status = Quantiles.of(ones.stream().map(Cancelled::status).toList());
            Quantiles processes =
                    Quantiles.of(ones.stream().map(Cancelled::processes).toList());
            report.figure(name + ": cancelled, p50 of " + ones.size(), status.at(50), "s")
                    .figure(name + ": cancelled, longest", status.max(), "s")
                    .figure(name + ": no process works, p50", processes.at(50), "s")
                    .figure(name + ": no process works, longest", processes.max(), "s", TARGET_SECONDS, null);
        });
        List<Cancelled> wrong = all.values().stream()
                .flatMap(List::stream)
                .filter(each -> !each.whole())
                .toList();
        report.promise(
                "a cancelled job ends as cancelled, and all that worked for it is gone",
                wrong.isEmpty(),
                wrong.size() + " of " + times * Moment.values().length + " did not " + wrong);
    }

    private static Cancelled cancel(
            RunningStack stack, Client client, Site site, Moment moment, int number, Random random)
            throws IOException, InterruptedException {
        String url = moment == Moment.DOWNLOAD ? site.slowAddress(number) : site.address("talk", number);
        String id = client.submit(Map.of("url", url, "job_type", moment.jobType), PATIENCE)
                .path("id")
                .asString("");
        var children = new Children(taskManagers(stack), site.port());
        awaitMoment(client, id, moment, children);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_PAUSE_MILLIS));
        List<Child> working = moment.working(children);
        long asked = System.nanoTime();
        CompletableFuture<Client.Answer> answer = CompletableFuture.supplyAsync(() -> ask(client, id));
        double gone = NEVER;
        double status = NEVER;
        double seconds = 0;
        while ((gone == NEVER || status == NEVER) && seconds < PATIENCE.toSeconds()) {
            TimeUnit.MILLISECONDS.sleep(5);
            seconds = (System.nanoTime() - asked) / 1e9;
            if (gone == NEVER && working.stream().noneMatch(Child::lives)) {
                gone = seconds;
            }
            if (status == NEVER && status(client, id).equals("cancelled")) {
                status = (System.nanoTime() - asked) / 1e9;
            }
        }
        return new Cancelled(answer.join().status(), status, gone);
    }

    private static Client.Answer ask(Client client, String id) {
        try {
            return client.post("/jobs/" + id + "/cancel", Map.of("reason", "bench"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it waited for the answer", e);
        }
    }

    private static String status(Client client, String id) throws IOException, InterruptedException {
        return client.get("/jobs/" + id + "?fields=id,status")
                .orThrow()
                .path("status")
                .asString("");
    }

    private static List<Long> taskManagers(RunningStack stack) throws IOException {
        return stack.pids().entrySet().stream()
                .filter(each -> each.getKey().startsWith("taskmanager"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static void awaitMoment(Client client, String id, Moment moment, Children children)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var job = client.get("/jobs/" + id + "?fields=id,status,stage").orThrow();
            boolean there = job.path("stage").asString("").equals(moment.stage);
            if (there && Children.has(moment.working(children), moment.child)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("job " + id + " is not " + moment.stage + " after " + PATIENCE.toSeconds()
                        + " s, but " + job + "; at work: " + Children.names(children.working()));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}

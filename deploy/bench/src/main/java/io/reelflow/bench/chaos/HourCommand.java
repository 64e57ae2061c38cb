package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.client.EventLog;
import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.measure.Memory;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Site;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chaos hour}: a long talk is heard on two TaskManagers, and one of them is killed halfway. */
@Command(
        name = "hour",
        description = "A talk of an hour on two TaskManagers, one of which is killed halfway: what is done again.")
public final class HourCommand implements Callable<Integer> {
    private static final int LOOK_MILLIS = 50;
    private static final int CPU_MILLIS = 1000;
    private static final Duration START = Duration.ofMinutes(5);
    /** Of the talk's length: slower than this, something hangs. */
    private static final int SLOWEST = 4;

    private static final int STRETCHES = 4;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--minutes", paramLabel = "N", description = "Length of the talk. Default: ${DEFAULT-VALUE}")
    private int minutes = 60;

    @Option(names = "--file", paramLabel = "FILE", description = "A talk. Default: the sample talk, over and over")
    private @Nullable Path file;

    @Option(names = "--model", paramLabel = "NAME", description = "Of Whisper. Default: ${DEFAULT-VALUE}")
    private String model = "base";

    @Option(names = "--span-seconds", paramLabel = "N", description = "Speech in a span. Default: Reelflow's own")
    private @Nullable Integer spanSeconds;

    @Option(names = "--at", paramLabel = "PERCENT", description = "Spans done at the kill. Default: ${DEFAULT-VALUE}")
    private int percent = 50;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final StageRuns runs = new StageRuns();

    private record Kill(String process, int done, Instant time) {}

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("a TaskManager of it is killed, and the site with the talk has to be allowed at the start");
        Path made = Files.createTempFile("reelflow-talk-", ".wav");
        Path talk = file == null ? made : file;
        Map<String, String> environment =
                spanSeconds == null ? Map.of() : Map.of("REELFLOW_SPAN_SECONDS", Integer.toString(spanSeconds));
        try (var site = new Site(talk)) {
            List<String> up = List.of("--allow-host", site.host(), "--taskmanagers", "2");
            return run.run("chaos hour", up, environment, spec.commandLine().getOut(), (stack, report) -> {
                if (file == null) {
                    LongTalk.write(made, RunOptions.talk(), Duration.ofMinutes(minutes));
                }
                measure(stack, report, site);
            });
        } finally {
            Files.delete(made);
        }
    }

    private void measure(RunningStack stack, Report report, Site site) throws Exception {
        var client = new Client(stack.endpoints());
        try (var log = new EventLog(stack.endpoints().kafka(), runs::hear);
                var memory = new Memory(stack::workers)) {
            log.start();
            memory.start();
            long start = System.nanoTime();
            String id = client.submit(request(site), START).path("id").asString("");
            say("job %s", id);
            await("it is transcribed", START.plusMinutes(minutes), () -> runs.parts(Stage.TRANSCRIBING) > 0);
            double heard = seconds(start);
            Kill kill = killHalfway(stack);
            Outcomes outcomes = new Outcomes(client, Duration.ofMinutes(10L + SLOWEST * (long) minutes));
            outcomes.await(List.of(id));
            report(report, outcomes.with("completed").contains(id), kill, heard, seconds(start));
            List<Double> most = memory.most(STRETCHES);
            for (int i = 0; i < STRETCHES; i++) {
                report.figure("a worker's memory, most in quarter " + (i + 1), most.get(i), "MiB");
            }
        }
    }

    private Map<String, Object> request(Site site) {
        return Map.of(
                "url",
                site.address("talk", System.nanoTime()),
                "job_type",
                "transcription",
                "options",
                Map.of("whisper_model", model, "force_whisper", true));
    }

    private Kill killHalfway(RunningStack stack) throws IOException, InterruptedException {
        int spans = runs.parts(Stage.TRANSCRIBING);
        int wanted = Math.max(1, spans * percent / 100);
        say("%d spans; one TaskManager is killed when %d are done", spans, wanted);
        await(
                wanted + " spans are done",
                START.plusMinutes((long) SLOWEST * minutes),
                () -> runs.completed(Stage.TRANSCRIBING) >= wanted);
        String victim = busiest(stack);
        int done = runs.completed(Stage.TRANSCRIBING);
        stack.kill(victim);
        say("%s is killed, %d spans are done", victim, done);
        return new Kill(victim, done, Instant.now());
    }

    /** The TaskManager that has used most of the processor for a moment. */
    private static String busiest(RunningStack stack) throws IOException, InterruptedException {
        Map<String, Long> pids = new HashMap<>(stack.pids());
        pids.keySet().removeIf(name -> !name.startsWith("taskmanager"));
        Map<String, Double> before = CpuTime.treeSeconds(pids);
        TimeUnit.MILLISECONDS.sleep(CPU_MILLIS);
        Map<String, Double> after = CpuTime.treeSeconds(pids);
        return pids.keySet().stream()
                .max(Comparator.comparingDouble(name -> after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0)))
                .orElseThrow(() -> new IOException("no TaskManager runs"));
    }

    private void report(Report report, boolean completed, Kill kill, double heard, double seconds) {
        List<Integer> again = runs.repeated(Stage.TRANSCRIBING);
        List<Integer> underWay = runs.underWay(Stage.TRANSCRIBING, kill.time);
        int permits = Runtime.getRuntime().availableProcessors();
        report.figure("spans", runs.parts(Stage.TRANSCRIBING), "")
                .figure("done when " + kill.process + " was killed", kill.done, "")
                .figure("under way then, on both", underWay.size(), "")
                .figure("done again", again.size(), "", (double) permits, null)
                .figure("from the request to the first span", heard, "s")
                .figure("from the request to the end", seconds, "s")
                .promise("the job completes", completed, completed ? "it did" : "it did not")
                .promise(
                        "only spans that were being transcribed are done again",
                        new HashSet<>(underWay).containsAll(again),
                        again + " of " + underWay)
                .promise(
                        "what the other TaskManager did goes on",
                        again.size() <= permits,
                        again.size() + " again, of at most " + permits + " that one does at a time");
        var others = runs.repeatedStages();
        others.remove(Stage.TRANSCRIBING);
        report.promise("no other stage is done again", others.isEmpty(), others.isEmpty() ? "none" : others.toString());
    }

    private static void await(String what, Duration patience, BooleanSupplier condition)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("waited " + patience.toMinutes() + " minutes until " + what);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void say(String format, Object... arguments) {
        spec.commandLine().getOut().printf(Locale.ROOT, format + "%n", arguments);
        spec.commandLine().getOut().flush();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}

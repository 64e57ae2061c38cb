package io.reelflow.bench.limited;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.MediaSetup;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.engine.Install;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.tools.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code chaos limited}: a site that answers 429 for a while, again and again; nobody asks it meanwhile, and all is done. */
@Command(
        name = "limited",
        description = "Jobs at a site that answers 429 for a while after every so many requests: it is left alone for"
                + " as long as it asks for, another site's jobs go on, every job completes, and none uses an attempt.")
public final class LimitedCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** The first 429 is on its way to whoever has asked; others may have asked just before they could know. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    private static final int ELSEWHERE = 5;
    private static final List<String> ENDS = List.of("completed", "failed", "cancelled");

    @Option(names = "--jobs", paramLabel = "N", description = "At that site. Default: ${DEFAULT-VALUE}")
    private int jobs = 120;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "It serves before it closes. Default: ${DEFAULT-VALUE}")
    private int budget = 50;

    @Option(names = "--seconds", paramLabel = "S", description = "It is closed for. Default: ${DEFAULT-VALUE}")
    private int seconds = 60;

    @Option(names = "--silent", description = "It does not say how long: no Retry-After")
    private boolean silent;

    @Option(names = "--type", paramLabel = "TYPE", description = "Of the jobs. Default: ${DEFAULT-VALUE}")
    private String type = "slides";

    @Mixin
    private RunOptions run = new RunOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("the site has to be allowed at the start");
        PrintWriter out = spec.commandLine().getOut();
        Path made = Files.createTempDirectory("reelflow-limited-");
        try {
            Path video = video(ToolSetup.ensure(MediaSetup.config(Install.ofEnvironment()), out::println), made);
            try (var site = new LimitedSite(video, budget, Duration.ofSeconds(seconds), !silent);
                    var other = new LimitedSite(video, Integer.MAX_VALUE, Duration.ofSeconds(1), true)) {
                List<String> up = List.of("--allow-host", site.host(), "--allow-host", other.host());
                return run.run("chaos limited", up, out, (stack, report) -> measure(stack, report, site, other));
            }
        } finally {
            Scratch.delete(made);
        }
    }

    /** Two seconds of picture and sound, a few kilobytes. */
    private static Path video(Tools tools, Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("small.mp4");
        List<String> command = tools.ffmpeg(
                "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=5:duration=2", "-f", "lavfi", "-i");
        command.addAll(List.of("sine=frequency=440:duration=2", "-pix_fmt", "yuv420p", "file:" + file));
        Child.Exit exit = Child.of(command).run();
        if (!exit.ok()) {
            throw new IOException("ffmpeg: " + exit.errorTail());
        }
        return file;
    }

    private void measure(RunningStack stack, Report report, LimitedSite site, LimitedSite other) throws Exception {
        var client = new Client(stack.endpoints());
        long begin = System.nanoTime();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            ids.add(submit(client, site.address(i), type));
        }
        boolean wentOn = whileItIsClosed(client, site, other);
        List<JsonNode> ended = new ArrayList<>();
        for (String id : ids) {
            ended.add(ended(client, id));
        }
        double took = (System.nanoTime() - begin) / 1e9;
        judge(report, site, ended, wentOn, took);
    }

    /** Whether all jobs of another site are done before this one opens again. */
    private boolean whileItIsClosed(Client client, LimitedSite site, LimitedSite other) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (site.windows().isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        if (site.windows().isEmpty()) {
            return false;
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < ELSEWHERE; i++) {
            ids.add(submit(client, other.address(i), "metadata"));
        }
        for (String id : ids) {
            ended(client, id);
        }
        return System.nanoTime() < site.windows().get(0).until();
    }

    private void judge(Report report, LimitedSite site, List<JsonNode> ended, boolean wentOn, double took) {
        List<LimitedSite.Window> windows = site.windows();
        long completed = ended.stream()
                .filter(job -> job.path("status").asString("").equals("completed"))
                .count();
        long attempts = ended.stream()
                .filter(job -> job.path("attempt").asInt() != 1
                        || job.path("retry_count").asInt() != 0)
                .count();
        long late = windows.stream().mapToLong(each -> each.after(ON_ITS_WAY)).sum();
        int refused = windows.stream().mapToInt(each -> each.requests().size()).sum();
        report.figure("jobs", ended.size(), "")
                .figure("all done after", took, "s")
                .figure("requests in all", site.requests(), "")
                .figure("times that it closed", windows.size(), "")
                .figure("answered 429, all of them", refused, "")
                .promise("it closed, or nothing was tried", !windows.isEmpty(), windows.size() + " times");
        if (silent) {
            // It does not say how long: a probe may find it closed.
            report.promise(
                    "each time it is asked less than once in ten seconds",
                    late <= windows.size() * (seconds / 10L),
                    late + " requests");
        } else {
            report.promise(
                    "nobody asks while the circuit is open",
                    late == 0,
                    late + " requests later than 1 s after the first 429");
        }
        report.promise(
                        "everything is done in the end",
                        completed == ended.size(),
                        completed + " of " + ended.size() + " completed")
                .promise("no attempt is used", attempts == 0, attempts + " jobs with more than one")
                .promise("another site's jobs go on meanwhile", wentOn, ELSEWHERE + " jobs");
    }

    private static String submit(Client client, String url, String type) throws IOException, InterruptedException {
        return client.submit(Map.of("url", url, "job_type", type), PATIENCE)
                .path("id")
                .asString("");
    }

    private static JsonNode ended(Client client, String id) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode job = client.insistOn("/jobs/" + id, PATIENCE).orThrow();
            if (ENDS.contains(job.path("status").asString("")) || System.nanoTime() > deadline) {
                return job;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }
}

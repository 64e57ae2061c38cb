package io.reelflow.local.command;

import io.reelflow.local.client.Api;
import io.reelflow.local.client.JobRequest;
import io.reelflow.local.client.ProgressLine;
import io.reelflow.local.engine.Install;
import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code demo}. */
@Command(
        name = "demo",
        description = "Starts everything, sends the sample talk (or what is named) all the way through, and shows it.")
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private StackOptions options = new StackOptions();

    @Parameters(arity = "0..*", paramLabel = "URL|FILE")
    private List<String> videos = new ArrayList<>();

    @Option(names = "--once", description = "Stops everything at the end; exit code 0 only if the job completed")
    private boolean once;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home folder = home.home();
        var install = Install.ofEnvironment();
        List<String> inputs = videos.isEmpty() ? samples(install) : videos;
        PrintWriter out = spec.commandLine().getOut();
        var stopping = new Thread(() -> stop(folder), "stop");
        Runtime.getRuntime().addShutdownHook(stopping);
        Endpoints endpoints = new Starter(install, folder, out).up(options);
        boolean completed = true;
        for (String input : inputs) {
            completed &= show(new Api(endpoints), endpoints, input, out);
        }
        if (once) {
            return completed ? 0 : 1; // the hook stops everything
        }
        out.println();
        out.println("Dashboard: " + DemoReport.signIn(endpoints));
        out.println("Ctrl-C stops everything.");
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private static List<String> samples(Install install) throws IOException {
        Path folder = install.root().resolve("deploy/local/demo");
        try (Stream<Path> files = Files.list(folder)) {
            List<String> samples = files.map(Path::toString)
                    .filter(file -> file.endsWith(".mp4"))
                    .sorted()
                    .toList();
            if (samples.isEmpty()) {
                throw new IOException(folder + " has no sample; name a URL or a file");
            }
            return samples;
        }
    }

    private static boolean show(Api api, Endpoints endpoints, String input, PrintWriter out)
            throws IOException, InterruptedException {
        out.println();
        out.println("Sending " + input);
        out.flush();
        JsonNode job = api.submit(new JobRequest(null, null, Map.of()).body(JobRequest.url(api, input)));
        String id = job.path("id").asString("");
        var line = new ProgressLine(out, Terminal.isOutput());
        JsonNode end = api.follow(id, line::show);
        new DemoReport(endpoints, out).print(end.path("status").asString("").equals("completed") ? api.job(id) : end);
        return end.path("status").asString("").equals("completed");
    }

    private static void stop(Home home) {
        try {
            Ending.everything(home);
        } catch (IOException e) {
            System.err.println("reelflow: not everything could be stopped: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

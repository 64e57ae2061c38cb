package io.reelflow.bench.edge;

import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.measure.Table;
import io.reelflow.bench.stack.FolderSite;
import io.reelflow.bench.stack.MediaSetup;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.client.Api;
import io.reelflow.local.engine.Install;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.tools.Tools;
import io.reelflow.schemas.result.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code chaos edge}: odd and damaged files as jobs; each ends as it should, and leaves nothing half-written. */
@Command(
        name = "edge",
        description = "Odd and damaged files, each as a job: completed with warnings, or failed with a fitting code;"
                + " none stuck, none left half-written.")
public final class EdgeCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("FILE", "BY", "END", "CODE", "SECONDS", "WORDS", "SLIDES", "CLIPS", "WARNINGS");
    /** A job that has not ended after so long is stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    /** What is removed beside the work is gone soon after it. */
    private static final int TIDY_SECONDS = 10;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "Files with the truth in FILE.json beside them, expect {ok …}."
                    + " Default: some made out of the sample talk")
    private @Nullable Path given;

    @Option(names = "--type", paramLabel = "TYPE", description = "Of the jobs. Default: ${DEFAULT-VALUE}")
    private String type = "full_processing";

    @Mixin
    private RunOptions run = new RunOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** @param way upload or address */
    private record Sent(EdgeCase file, String way, String id) {}

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("the site with the files has to be allowed at the start");
        Tools tools = ToolSetup.ensure(
                MediaSetup.config(Install.ofEnvironment()), spec.commandLine().getOut()::println);
        Path made = Files.createTempDirectory("reelflow-edge-");
        try {
            if (given == null) {
                new OddFiles(tools, made).make(RunOptions.talk());
            }
            Path folder = given == null ? made : given;
            List<EdgeCase> cases = EdgeCase.in(folder);
            try (var site = new FolderSite(folder)) {
                List<String> up = List.of("--allow-host", site.host());
                return run.run(
                        "chaos edge",
                        up,
                        spec.commandLine().getOut(),
                        (stack, report) -> measure(stack, report, send(cases, site, stack), new Decoder(tools)));
            }
        } finally {
            Scratch.delete(made);
        }
    }

    /** Every file by its address; one whose name is odd is uploaded too. */
    private List<Sent> send(List<EdgeCase> cases, FolderSite site, RunningStack stack)
            throws IOException, InterruptedException {
        var api = new Api(stack.endpoints());
        List<Sent> sent = new ArrayList<>();
        for (EdgeCase each : cases) {
            sent.add(new Sent(each, "address", submit(api, site.address(each.file()))));
            if (!each.hasPlainName()) {
                sent.add(new Sent(each, "upload", submit(api, api.upload(each.file()))));
            }
        }
        return sent;
    }

    private String submit(Api api, String url) throws IOException, InterruptedException {
        Map<String, ?> small = Map.of("max_clips", 1, "min_clip_duration", 3, "resolution", "480p");
        return api.submit(Map.of("url", url, "job_type", type, "options", small))
                .path("id")
                .asString("");
    }

    private void measure(RunningStack stack, Report report, List<Sent> sent, Decoder decoder) throws Exception {
        var client = new Client(stack.endpoints());
        var bucket = new Bucket(stack.home(), stack.endpoints());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<String> stuck = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        List<String> videos = new ArrayList<>();
        for (Sent each : sent) {
            JsonNode job = ended(client, each.id);
            String video = job.path("video_id").asString("");
            videos.add(video);
            Manifest manifest = bucket.manifest(video, each.id);
            if (job.path("completed_at").isMissingNode()
                    || job.path("completed_at").isNull()) {
                stuck.add(each.file.name() + " is " + job.path("status").asString(""));
            }
            wrong.addAll(Judgement.of(each.file, job, manifest == null ? null : bucket.source(manifest)));
            if (manifest != null) {
                damaged.addAll(bucket.problems(manifest, decoder));
            }
            rows.add(row(each, job));
            spec.commandLine()
                    .getOut()
                    .println(each.file.name() + ": " + job.path("status").asString(""));
            spec.commandLine().getOut().flush();
        }
        List<String> beyond = bucket.beyond(videos);
        List<String> uploads = bucket.uploads();
        List<String> scratch = leftInScratch(stack);
        report.table(new Table(COLUMNS, rows))
                .figure("jobs", sent.size(), "")
                .promise("none is stuck", stuck.isEmpty(), said(stuck))
                .promise("each ends as its truth says", wrong.isEmpty(), said(wrong))
                .promise(
                        "all that a result names is there and can be read to its end", damaged.isEmpty(), said(damaged))
                .promise("no object is left that belongs to nothing whole", beyond.isEmpty(), said(beyond))
                .promise("workers leave no scratch files", scratch.isEmpty(), said(scratch));
        report.figure("uploads kept, for another attempt by hand", uploads.size(), "");
    }

    private JsonNode ended(Client client, String id) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode job = client.insistOn("/jobs/" + id, PATIENCE).orThrow();
            boolean over = List.of("completed", "failed", "cancelled")
                    .contains(job.path("status").asString(""));
            if (over || System.nanoTime() > deadline) {
                return job;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static List<@Nullable Object> row(Sent sent, JsonNode job) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(sent.file.name());
        row.add(sent.way);
        row.add(job.path("status").asString(""));
        row.add(job.at("/error/code").asString("-"));
        row.add(seconds(job));
        String said = job.path("transcript").asString("").strip();
        row.add(said.isEmpty() ? 0 : said.split("\\s+").length);
        row.add(job.path("slides").size());
        row.add(job.path("generated_clips").size());
        row.add(String.join(
                "; ",
                job.path("warnings")
                        .valueStream()
                        .map(each -> each.asString(""))
                        .toList()));
        return row;
    }

    private static @Nullable Object seconds(JsonNode job) {
        String started = job.path("started_at").asString("");
        String ended = job.path("completed_at").asString("");
        return started.isEmpty() || ended.isEmpty()
                ? null
                : Duration.between(Instant.parse(started), Instant.parse(ended)).toMillis() / 1000.0;
    }

    /** Files of runs that are over, and objects that were not fetched to their end. */
    private static List<String> leftInScratch(RunningStack stack) throws IOException, InterruptedException {
        Path work = stack.home().data().resolve("work");
        List<String> left = List.of();
        for (int i = 0; i < TIDY_SECONDS; i++) {
            try (Stream<Path> files = Files.walk(work)) {
                left = files.filter(Files::isRegularFile)
                        .map(file -> work.relativize(file).toString())
                        .filter(name -> name.contains("/scratch/") || name.endsWith(".part"))
                        .toList();
            }
            if (left.isEmpty()) {
                return left;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        return left;
    }

    private static String said(List<String> wrong) {
        return wrong.isEmpty() ? "0 wrong" : wrong.size() + " wrong: " + wrong;
    }
}

package io.reelflow.local.command;

import io.reelflow.local.client.Api;
import io.reelflow.local.client.BatchCall;
import io.reelflow.local.client.JobRequest;
import io.reelflow.local.client.ProgressLine;
import io.reelflow.local.home.Endpoints;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code submit}. */
@Command(
        name = "submit",
        description = "Sends videos; prints a JSON job a line. With --wait, exit code 0 only if all completed."
                + " With --file, sends each line of a file as it is, and prints an answer a line; exit code 0 only if"
                + " all were accepted.")
public final class SubmitCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(arity = "0..*", paramLabel = "URL|FILE")
    private List<String> videos = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "full_processing, transcription, shorts, slides, metadata")
    private @Nullable String type;

    @Option(names = "--priority", paramLabel = "N", description = "1 (first) to 9 (last)")
    private @Nullable Integer priority;

    @Option(names = "--option", paramLabel = "NAME=VALUE", description = "As in max_clips=3 or captions.burn=false")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--file",
            paramLabel = "FILE.ndjson",
            description = "A request a line, up to 1,000,000; - for stdin")
    private @Nullable Path file;

    @Option(names = "--wait", description = "Returns when all have ended")
    private boolean wait;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((file == null) == videos.isEmpty() || (file != null && wait)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "name videos, or --file and nothing else: what a batch becomes is seen by GET /jobs");
        }
        return file == null ? submitEach() : submitFile(file);
    }

    private int submitFile(Path lines) throws IOException {
        Endpoints endpoints = Endpoints.of(home.home());
        PrintWriter out = spec.commandLine().getOut();
        var refused = new AtomicBoolean();
        try (InputStream in = lines.toString().equals("-") ? System.in : Files.newInputStream(lines)) {
            new BatchCall(endpoints.api(), endpoints.keys().admin()).send(in, null, answer -> {
                refused.compareAndSet(false, answer.contains("\"error\":"));
                out.println(answer);
            });
        }
        out.flush();
        return refused.get() ? 1 : 0;
    }

    private int submitEach() throws IOException, InterruptedException {
        var api = new Api(Endpoints.of(home.home()));
        var request = new JobRequest(type, priority, options);
        PrintWriter out = spec.commandLine().getOut();
        var ids = new ArrayList<String>();
        for (String video : videos) {
            JsonNode job = api.submit(request.body(JobRequest.url(api, video)));
            ids.add(job.path("id").asString(""));
            if (!wait) {
                out.println(Json.text(job));
                out.flush();
            }
        }
        return wait ? awaitAll(api, ids, out) : 0;
    }

    private int awaitAll(Api api, List<String> ids, PrintWriter out) throws IOException, InterruptedException {
        boolean all = true;
        for (String id : ids) {
            boolean terminal = Terminal.isError();
            var line = new ProgressLine(spec.commandLine().getErr(), terminal);
            JsonNode end = api.follow(id, terminal ? line::show : job -> {});
            out.println(Json.text(end));
            out.flush();
            all &= end.path("status").asString("").equals("completed");
        }
        return all ? 0 : 1;
    }
}

package io.reelflow.media;

import io.reelflow.media.tools.Posix;
import io.reelflow.media.worker.WorkerPool;
import io.reelflow.media.worker.WorkerSettings;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command that does media work takes, and how it is run. */
final class StepOptions {
    @Parameters(index = "0", paramLabel = "FILE|URL", description = "a media file, or an address")
    private String source = "";

    @Option(names = "--out", paramLabel = "DIR", description = "where files go (FILE.reelflow)")
    private @Nullable Path out;

    @Option(names = "--option", paramLabel = "NAME=VALUE", description = "a job option, as in the API")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--diarize", description = "say who speaks: the same as --option diarize=true")
    private boolean diarize;

    @Option(names = "--allow-host", paramLabel = "HOST[:PORT]", description = "may be fetched although not public")
    private List<String> allowedHosts = List.of();

    @Option(names = "--workers", description = "run tasks in worker processes, as the dataflow does")
    private boolean workers;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Does the work and prints what it gives. */
    int run(Work work) throws MediaException, IOException, InterruptedException {
        PrintWriter error = spec.commandLine().getErr();
        try (ProgressLine progress = new ProgressLine(error, Posix.standardErrorIsTerminal())) {
            Object result = workers ? inWorkers(work, progress) : here(work, progress);
            spec.commandLine()
                    .getOut()
                    .println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    private Object here(Work work, Progress progress) throws MediaException, IOException, InterruptedException {
        MediaConfig config = MediaConfig.fromEnvironment(System.getenv());
        return work.with(steps(new LocalTaskRunner(TaskCatalog.of(config)), progress), source);
    }

    private Object inWorkers(Work work, Progress progress) throws MediaException, IOException, InterruptedException {
        try (WorkerPool pool = new WorkerPool(WorkerSettings.fromEnvironment(System.getenv()))) {
            return work.with(steps(pool, progress), source);
        }
    }

    private Steps steps(TaskRunner runner, Progress progress) {
        String name = source.replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
        Path folder = out != null ? out : Path.of(name.substring(name.lastIndexOf('/') + 1) + ".reelflow");
        if (diarize) {
            options.put("diarize", "true");
        }
        return new Steps(runner, Options.of(options), folder.toAbsolutePath(), allowedHosts, progress);
    }

    @FunctionalInterface
    interface Work {
        /** @return what is printed */
        Object with(Steps steps, String source) throws MediaException, IOException, InterruptedException;
    }
}

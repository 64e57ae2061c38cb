package io.reelflow.media;

import io.reelflow.media.models.Model;
import io.reelflow.media.models.ModelCatalogue;
import io.reelflow.media.models.Models;
import io.reelflow.media.render.EncoderRun;
import io.reelflow.media.render.RenderRequest;
import io.reelflow.media.render.RenderTask;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The media tasks as programs: results as JSON on standard output, progress on standard error. Exit code 0: done, 1: it
 * failed, 2: called wrongly.
 */
@Command(
        name = "media",
        mixinStandardHelpOptions = true,
        version = "Reelflow media 0.1",
        description = "Talks to transcripts, slides and clips, file by file.",
        subcommands = {
            FetchCommand.class,
            MediaCommands.Transcribe.class,
            MediaCommands.Slides.class,
            MediaCommands.Analyze.class,
            MediaCommands.Clips.class
        })
public final class Main {
    static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText("error: " + said(failure)));
            return FAILED;
        });
    }

    /** One line; a failure that clients are told about begins with its code. */
    private static String said(Exception failure) {
        if (failure instanceof MediaException media) {
            return media.code() + ": " + media.getMessage();
        }
        return failure instanceof IOException || failure instanceof IllegalArgumentException
                ? String.valueOf(failure.getMessage())
                : failure.toString();
    }

    @Command(description = "Installs what every job needs: tools, and the default models.")
    int setup() throws MediaException, IOException, InterruptedException {
        MediaConfig config = MediaConfig.fromEnvironment(System.getenv());
        ToolSetup.ensure(config, this::hear);
        Models models = new Models(config);
        for (Model model : ModelCatalogue.models()) {
            if (ModelCatalogue.isForEveryJob(model) || model.name().equals(JobOptions.DEFAULTS.whisperModel())) {
                models.ensure(model.name(), this::hear);
            }
        }
        hear("tools and models are there");
        return 0;
    }

    /** For programs that compare: given the requests of clips, says how ffmpeg would make each. */
    @Command(
            name = "encodes",
            hidden = true,
            description = "Reads render requests, a JSON array, and prints the run of ffmpeg for each; none is begun.")
    int encodes(@Parameters(index = "0", paramLabel = "DIR", description = "gets what they read") Path folder)
            throws MediaException, IOException, InterruptedException {
        RenderTask task = new RenderTask(MediaConfig.fromEnvironment(System.getenv()));
        List<EncoderRun> runs = new ArrayList<>();
        for (RenderRequest request : Json.read(System.in.readAllBytes(), RenderRequest[].class)) {
            runs.add(task.prepare(request, Files.createDirectories(folder.resolve("clip-" + runs.size()))));
        }
        spec.commandLine().getOut().println(Json.text(runs));
        return 0;
    }

    @Command(name = "models", description = "Lists the models, or gets one: models list, models pull NAME …")
    int models(
            @Parameters(index = "0", description = "list or pull") String action,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME") List<String> names)
            throws MediaException, IOException, InterruptedException {
        Models models = new Models(MediaConfig.fromEnvironment(System.getenv()));
        switch (action) {
            case "list" -> list(models);
            case "pull" -> {
                if (names == null || names.isEmpty()) {
                    throw new CommandLine.ParameterException(spec.commandLine(), "models pull: name a model");
                }
                for (String name : names) {
                    spec.commandLine().getOut().println(models.pull(name, this::hear));
                }
            }
            default ->
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "models: must be list or pull, was '" + action + "'");
        }
        return 0;
    }

    private void list(Models models) throws MediaException, IOException {
        for (Model model : ModelCatalogue.models()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%-20s %-8s %s%n                     %s%n",
                            model.name(),
                            models.find(model.name()).isPresent() ? "here" : "-",
                            model.purpose(),
                            "licence " + model.licence());
            model.origins()
                    .forEach(origin -> spec.commandLine()
                            .getOut()
                            .printf(
                                    Locale.ROOT,
                                    "                     %s, %.1f MB, sha256 %s%n",
                                    origin.words(),
                                    origin.bytes() / 1e6,
                                    origin.sha256()));
        }
    }

    private void hear(String line) {
        spec.commandLine().getErr().println(line);
    }
}

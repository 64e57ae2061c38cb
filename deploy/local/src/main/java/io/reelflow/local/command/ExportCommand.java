package io.reelflow.local.command;

import io.reelflow.local.client.Api;
import io.reelflow.local.client.TableExport;
import io.reelflow.local.home.Endpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}. */
@Command(
        name = "export",
        description = "Tables as files, one for each day; prints each. The same again writes them anew.")
public final class ExportCommand implements Callable<Integer> {
    private enum Format {
        PARQUET,
        CSV
    }

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "TABLE",
            description = "processing_jobs, stage_runs, clips, current_clips …")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format = Format.PARQUET;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder with a folder for each table")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--since", paramLabel = "DAY", description = "The first, as in 2026-11-22 (UTC). Default: all")
    private @Nullable LocalDate since;

    @Option(names = "--until", paramLabel = "DAY", description = "The last. Default: all")
    private @Nullable LocalDate until;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var api = new Api(Endpoints.of(home.home()));
        PrintWriter printed = spec.commandLine().getOut();
        var export = new TableExport(api, out, format.name().toLowerCase(Locale.ROOT), since, until);
        for (String table : tables) {
            export.write(table, file -> {
                printed.println(file);
                printed.flush();
            });
        }
        return 0;
    }
}

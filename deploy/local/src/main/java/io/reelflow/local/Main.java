package io.reelflow.local;

import io.reelflow.local.command.BenchCommand;
import io.reelflow.local.command.ChaosCommand;
import io.reelflow.local.command.CheckCommand;
import io.reelflow.local.command.DemoCommand;
import io.reelflow.local.command.DownCommand;
import io.reelflow.local.command.ExportCommand;
import io.reelflow.local.command.LogsCommand;
import io.reelflow.local.command.ModelsCommand;
import io.reelflow.local.command.RestartCommand;
import io.reelflow.local.command.StatusCommand;
import io.reelflow.local.command.SubmitCommand;
import io.reelflow.local.command.SuperviseCommand;
import io.reelflow.local.command.UpCommand;
import io.reelflow.local.command.UpgradeCommand;
import io.reelflow.local.command.WatchCommand;
import io.reelflow.local.engine.Versions;
import java.io.IOException;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code ./reelflow}. */
@Command(
        name = "reelflow",
        description = "Videos become transcripts, slides and clips, on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Versions.class,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            UpgradeCommand.class,
            DownCommand.class,
            StatusCommand.class,
            SubmitCommand.class,
            WatchCommand.class,
            LogsCommand.class,
            RestartCommand.class,
            ModelsCommand.class,
            ExportCommand.class,
            CheckCommand.class,
            BenchCommand.class,
            ChaosCommand.class,
            SuperviseCommand.class
        })
public final class Main {
    private static final Set<String> PROGRAMS = Set.of("bench", "chaos");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Says what there is")
    @SuppressWarnings("UnusedVariable") // picocli answers it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Says which version this is")
    @SuppressWarnings("UnusedVariable")
    private boolean version;

    private Main() {}

    /** Ends with 0 where all went well, 1 where it did not, 2 where the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Main());
        // What follows the name of a benchmark is that program's, --help too.
        line.getSubcommands().forEach((name, command) -> command.setStopAtPositional(PROGRAMS.contains(name)));
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    if (exception instanceof IOException || exception instanceof IllegalArgumentException) {
                        command.getErr().println("reelflow: " + exception.getMessage());
                    } else if (!(exception instanceof InterruptedException)) {
                        exception.printStackTrace(command.getErr());
                    }
                    return 1;
                });
    }
}

package io.reelflow.bench;

import io.reelflow.bench.actions.ActionsCommand;
import io.reelflow.bench.all.AllCommand;
import io.reelflow.bench.analyze.AnalyzeCommand;
import io.reelflow.bench.batch.BatchCommand;
import io.reelflow.bench.batch.FairnessCommand;
import io.reelflow.bench.cancel.CancelCommand;
import io.reelflow.bench.chaos.HourCommand;
import io.reelflow.bench.chaos.KillCommand;
import io.reelflow.bench.chaos.MachinesCommand;
import io.reelflow.bench.chaos.PurgeCommand;
import io.reelflow.bench.chaos.UpgradeCommand;
import io.reelflow.bench.edge.EdgeCommand;
import io.reelflow.bench.export.ExportCommand;
import io.reelflow.bench.faults.FaultsCommand;
import io.reelflow.bench.fuzz.FuzzCommand;
import io.reelflow.bench.limited.LimitedCommand;
import io.reelflow.bench.list.ListCommand;
import io.reelflow.bench.listen.ListenCommand;
import io.reelflow.bench.live.FanoutCommand;
import io.reelflow.bench.live.FollowersCommand;
import io.reelflow.bench.live.LiveCommand;
import io.reelflow.bench.pages.PagesCommand;
import io.reelflow.bench.render.RenderCommand;
import io.reelflow.bench.scale.ScaleCommand;
import io.reelflow.bench.schedule.ScheduleCommand;
import io.reelflow.bench.search.SearchCommand;
import io.reelflow.bench.sheets.SheetsCommand;
import io.reelflow.bench.stats.StatsCommand;
import io.reelflow.bench.talk.BacklogCommand;
import io.reelflow.bench.talk.TalkCommand;
import io.reelflow.bench.throughput.OverheadCommand;
import io.reelflow.bench.throughput.ScalingCommand;
import io.reelflow.bench.throughput.SubmitCommand;
import io.reelflow.bench.throughput.ThroughputCommand;
import io.reelflow.bench.watch.WatchCommand;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ./reelflow bench} and {@code ./reelflow chaos}. */
@Command(
        name = "reelflow",
        subcommands = {Main.Bench.class, Main.Chaos.class})
public final class Main {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Says what there is")
    @SuppressWarnings("UnusedVariable") // picocli answers it
    private boolean help;

    private Main() {}

    /** Without a name: lists what there is. */
    abstract static class Names implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    /** Figures. */
    @Command(
            name = "bench",
            description = "Measures the whole against its targets and what others reach.",
            synopsisSubcommandLabel = "NAME",
            subcommands = {
                ActionsCommand.class,
                AllCommand.class,
                LiveCommand.class,
                FanoutCommand.class,
                FollowersCommand.class,
                CancelCommand.class,
                BatchCommand.class,
                FairnessCommand.class,
                RenderCommand.class,
                ScheduleCommand.class,
                SearchCommand.class,
                StatsCommand.class,
                ExportCommand.class,
                SubmitCommand.class,
                ThroughputCommand.class,
                ScalingCommand.class,
                ScaleCommand.class,
                OverheadCommand.class,
                TalkCommand.class,
                BacklogCommand.class,
                ListCommand.class,
                ListenCommand.class,
                WatchCommand.class,
                SheetsCommand.class,
                PagesCommand.class,
                AnalyzeCommand.class
            })
    static final class Bench extends Names {}

    /** Faults. */
    @Command(
            name = "chaos",
            description = "Breaks things while work runs, and holds every promise against it.",
            synopsisSubcommandLabel = "NAME",
            subcommands = {
                KillCommand.class,
                FaultsCommand.class,
                MachinesCommand.class,
                UpgradeCommand.class,
                PurgeCommand.class,
                HourCommand.class,
                FuzzCommand.class,
                EdgeCommand.class,
                LimitedCommand.class
            })
    static final class Chaos extends Names {}

    /** Ends with 0 where every promise was kept, 1 where one was broken or the run failed, 2 for a wrong command line. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof IOException || exception instanceof IllegalArgumentException) {
                command.getErr().println("reelflow: " + exception.getMessage());
            } else if (!(exception instanceof InterruptedException)) {
                exception.printStackTrace(command.getErr());
            }
            return 1;
        });
    }
}

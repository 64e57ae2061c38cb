package io.reelflow.local.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chaos}: what follows the name is for the program of that name. */
@Command(
        name = "chaos",
        description =
                "Breaks things while work runs, and holds every promise against it. Without a name: lists what there is.")
public final class ChaosCommand implements Callable<Integer> {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "A copy that runs. Default: one of its own, for this run")
    private @Nullable Path home;

    @Parameters(arity = "0..*", paramLabel = "NAME …")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return BenchProgram.run(BenchProgram.arguments("chaos", arguments, home));
    }
}

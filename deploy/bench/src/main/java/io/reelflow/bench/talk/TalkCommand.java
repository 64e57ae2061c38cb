package io.reelflow.bench.talk;

import io.reelflow.bench.stack.RunOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bench talk}: {@code deploy/bench/talk.py}, on a stack of its own. */
@Command(
        name = "talk",
        description = "One talk through the whole, against the same tools by hand. Default: the sample talk.")
public final class TalkCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "FILE [--truth FILE]")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        var command = new ArrayList<>(List.of(
                "python3", RunOptions.root().resolve("deploy/bench/talk.py").toString()));
        command.addAll(arguments.isEmpty() ? List.of(RunOptions.talk().toString()) : arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}

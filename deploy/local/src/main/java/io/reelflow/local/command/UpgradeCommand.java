package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code upgrade}. */
@Command(
        name = "upgrade",
        description = "What another build runs goes over to this one, one process after the other; nothing is lost.")
public final class UpgradeCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        new Starter(Install.ofEnvironment(), home.home(), out).upgrade();
        out.println("This build runs in " + home.home().dir());
        out.flush();
        return 0;
    }
}

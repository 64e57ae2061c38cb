package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code up}. */
@Command(
        name = "up",
        description = "Starts everything in the background; returns when it is ready and endpoints.json is written.")
public final class UpCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private StackOptions options = new StackOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Home folder = home.home();
        Endpoints endpoints = new Starter(Install.ofEnvironment(), folder, out).up(options);
        out.println("API        " + endpoints.api() + "/api/v1");
        out.println("Dashboard  " + endpoints.dashboard());
        out.println("Addresses and keys: " + folder.endpoints());
        out.flush();
        return 0;
    }
}

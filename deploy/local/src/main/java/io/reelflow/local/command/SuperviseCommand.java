package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import io.reelflow.local.engine.Stack;
import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import io.reelflow.local.process.Supervisor;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The process behind {@code up}: runs until it is told to end, and takes everything with it. */
@Command(name = "supervise", hidden = true, description = "Runs the processes of a home; started by up.")
public final class SuperviseCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--one-by-one", description = "What has to be replaced is, while the rest runs")
    private boolean oneByOne;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home folder = home.home();
        Stack stack = Stack.of(Install.ofEnvironment(), folder)
                .orElseThrow(() -> new IOException(folder.dir() + " has no settings; start it with: ./reelflow up"));
        PrintWriter out = spec.commandLine().getOut();
        var ready = new AtomicBoolean();
        var supervisor = new Supervisor(
                folder,
                line -> {
                    synchronized (out) {
                        out.println(line);
                        out.flush();
                    }
                },
                () -> {
                    if (ready.get()) {
                        writeEndpoints(stack, out);
                    }
                });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervisor, folder, out), "stop"));
        supervisor.start(oneByOne ? stack.oneByOne() : stack.phases());
        supervisor.archiveClasses(); // before anybody has work for what stands still meanwhile
        ready.set(true);
        writeEndpoints(stack, out);
        supervisor.watchLogs();
        return 0;
    }

    private static synchronized void writeEndpoints(Stack stack, PrintWriter out) {
        try {
            stack.endpoints().write(stack.home());
        } catch (IOException e) {
            out.println("endpoints.json can not be written: " + e.getMessage());
            out.flush();
        }
    }

    private static void stop(Supervisor supervisor, Home home, PrintWriter out) {
        try {
            supervisor.stop();
            Endpoints.delete(home);
        } catch (IOException e) {
            out.println("not everything could be stopped: " + e.getMessage());
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

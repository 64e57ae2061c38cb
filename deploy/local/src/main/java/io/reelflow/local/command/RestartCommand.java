package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import io.reelflow.local.engine.Stack;
import io.reelflow.local.home.Home;
import io.reelflow.local.process.Children;
import io.reelflow.local.process.Component;
import io.reelflow.local.process.Teardown;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code restart}. */
@Command(name = "restart", description = "Ends one process in good order; returns when it is ready again.")
public final class RestartCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "NAME", description = "As status names it")
    private String name = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home folder = home.home();
        Stack stack = Stack.of(Install.ofEnvironment(), folder)
                .orElseThrow(() -> new IOException("nothing was ever started in " + folder.dir()));
        Component component = stack.components().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no process " + name + "; there are "
                        + stack.components().stream().map(Component::name).collect(Collectors.joining(", "))));
        if (Children.pid(folder, Teardown.SUPERVISOR).isEmpty()) {
            throw new IOException("nothing runs in " + folder.dir() + "; start it with: ./reelflow up");
        }
        Optional<Long> before = Children.pid(folder, name);
        Teardown.one(folder, name);
        return awaitAnother(folder, component, before);
    }

    private static int awaitAnother(Home home, Component component, Optional<Long> before)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + component.patience().toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Long> now = Children.pid(home, component.name());
            if (now.isPresent() && !now.equals(before) && component.notReady().isEmpty()) {
                return 0;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IOException(component.name() + " is not ready again ("
                + component.notReady().orElse("") + "); see " + home.log(component.name()));
    }
}

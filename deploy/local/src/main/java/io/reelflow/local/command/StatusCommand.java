package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import io.reelflow.local.engine.Stack;
import io.reelflow.local.home.Home;
import io.reelflow.local.process.Children;
import io.reelflow.local.process.Component;
import io.reelflow.local.process.Proc;
import io.reelflow.local.process.Teardown;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: exit code 0 only where everything is healthy. */
@Command(
        name = "status",
        description = "Each process: pid, address, health, memory. Exit code 0 where all are healthy.")
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "As JSON")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private record Status(
            String home, boolean running, @Nullable Long supervisorPid, long memoryBytes, List<Health> processes) {}

    @Override
    public Integer call() throws IOException {
        Status status = status(home.home());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(status));
        } else {
            print(status, out);
        }
        out.flush();
        return status.running
                        && status.processes.stream()
                                .allMatch(process -> process.health().equals("healthy"))
                ? 0
                : 1;
    }

    private static Status status(Home home) throws IOException {
        Optional<Stack> stack = Stack.of(Install.ofEnvironment(), home);
        Optional<Long> supervisor = Children.pid(home, Teardown.SUPERVISOR);
        var processes = new ArrayList<Health>();
        for (Component component : stack.map(Stack::components).orElse(List.of())) {
            processes.add(Health.of(home, component));
        }
        long memory = supervisor.map(Proc::memory).orElse(0L)
                + processes.stream()
                        .mapToLong(process -> process.memoryBytes() + process.childrenMemoryBytes())
                        .sum();
        return new Status(home.dir().toString(), supervisor.isPresent(), supervisor.orElse(null), memory, processes);
    }

    private static void print(Status status, PrintWriter out) {
        if (!status.running) {
            out.println("Nothing watches over " + status.home + "; start it with: ./reelflow up");
        }
        out.printf(
                Locale.ROOT,
                "%-16s %8s  %-22s %-9s %8s %9s%n",
                "NAME",
                "PID",
                "ADDRESS",
                "HEALTH",
                "MEMORY",
                "CHILDREN");
        for (Health process : status.processes) {
            out.printf(
                    Locale.ROOT,
                    "%-16s %8s  %-22s %-9s %8s %9s%n",
                    process.name(),
                    Objects.requireNonNullElse(process.pid(), "-"),
                    process.address(),
                    process.health(),
                    megabytes(process.memoryBytes()),
                    megabytes(process.childrenMemoryBytes()));
        }
        out.println("All together " + megabytes(status.memoryBytes));
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}

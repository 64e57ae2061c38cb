package io.reelflow.local.command;

import io.reelflow.local.home.Home;
import io.reelflow.local.process.Children;
import io.reelflow.local.process.Component;
import io.reelflow.local.process.Proc;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one process is.
 *
 * @param health one of healthy, starting, down
 * @param problem what it lacks
 * @param memoryBytes its own, what it shares with others counted in part
 * @param childrenMemoryBytes that of all it started: media workers, PostgreSQL's backends
 */
record Health(
        String name,
        @Nullable Long pid,
        String address,
        String health,
        @Nullable String problem,
        long memoryBytes,
        long childrenMemoryBytes) {

    static Health of(Home home, Component component) throws IOException {
        Optional<Long> pid = Children.pid(home, component.name());
        String address = component.host() + ":" + component.port();
        if (pid.isEmpty()) {
            return new Health(component.name(), null, address, "down", "it does not run", 0, 0);
        }
        Optional<String> problem = component.notReady();
        return new Health(
                component.name(),
                pid.get(),
                address,
                problem.isEmpty() ? "healthy" : "starting",
                problem.orElse(null),
                Proc.memory(pid.get()),
                childrenMemory(pid.get()));
    }

    private static long childrenMemory(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(child -> Proc.memory(child.pid()))
                .sum();
    }
}

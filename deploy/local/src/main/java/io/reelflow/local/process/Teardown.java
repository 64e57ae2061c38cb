package io.reelflow.local.process;

import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Ends what runs for a home, in order, and then whatever of it is left: children of children too. */
public final class Teardown {
    /** The name of the process that watches the others. */
    public static final String SUPERVISOR = "supervisor";

    private static final Duration GRACE = Duration.ofSeconds(10);
    /** Whoever sends work ends before whoever keeps it. */
    private static final List<Set<String>> ORDER =
            List.of(Set.of("ingest-api", "status-service"), Set.of("jobmanager", "taskmanager"), Set.of("kafka", "s3"));

    private Teardown() {}

    /** Ends everything, the supervisor first, which ends the others; then all that it left. */
    public static void everything(Home home) throws IOException, InterruptedException {
        var supervisor = PidFile.living(home, SUPERVISOR);
        if (supervisor.isPresent()) {
            stop(List.of(supervisor.get()), GRACE.multipliedBy(5));
        }
        components(home);
        sweep(home);
        Endpoints.delete(home);
    }

    /** Ends only the supervisor, at once: all that it watched runs on, for the next one to take over. */
    public static void supervisor(Home home) throws IOException, InterruptedException {
        var supervisor = PidFile.living(home, SUPERVISOR);
        if (supervisor.isPresent()) {
            Signal.KILL.send(supervisor.get().pid());
            awaitExit(supervisor.get(), System.nanoTime() + GRACE.toNanos());
        }
    }

    /** Ends what runs under other names than these: TaskManagers that are not wanted any more. */
    public static void allBut(Home home, Set<String> names) throws IOException, InterruptedException {
        stop(PidFile.living(home).stream()
                .filter(process -> !process.name().equals(SUPERVISOR) && !names.contains(process.name()))
                .toList());
    }

    private static void sweep(Home home) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + GRACE.toNanos();
        List<Long> left = marked(home);
        while (!left.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("processes that can not be ended: " + left);
            }
            for (long pid : left) {
                Signal.KILL.send(pid);
            }
            left = marked(home);
        }
    }

    private static List<Long> marked(Home home) {
        List<Long> all = Proc.withEnvironment(Children.MARK, home.dir().toString());
        return all.stream().filter(pid -> pid != ProcessHandle.current().pid()).toList();
    }

    /** Ends one, which its supervisor starts again. */
    public static void one(Home home, String name) throws IOException, InterruptedException {
        stop(PidFile.living(home, name).stream().toList());
    }

    /** Ends all but the supervisor. */
    static void components(Home home) throws IOException, InterruptedException {
        var left = new ArrayList<>(PidFile.living(home));
        left.removeIf(process -> process.name().equals(SUPERVISOR));
        for (Set<String> names : ORDER) {
            var now = left.stream()
                    .filter(process -> names.contains(process.name().replaceFirst("-\\d+$", "")))
                    .toList();
            stop(now);
            left.removeAll(now);
        }
        stop(left);
    }

    /** Asks them to end, all at once; those that have not after the grace are killed, with their groups. */
    static void stop(List<PidFile> processes) throws IOException, InterruptedException {
        stop(processes, GRACE);
    }

    private static void stop(List<PidFile> processes, Duration grace) throws IOException, InterruptedException {
        for (PidFile process : processes) {
            process.stopSignal().send(process.pid());
        }
        long deadline = System.nanoTime() + grace.toNanos();
        for (PidFile process : processes) {
            awaitExit(process, deadline);
            Signal.KILL.sendGroup(process.pid());
            awaitExit(process, System.nanoTime() + GRACE.toNanos());
        }
    }

    /** Looks often: of a process that is not its child Java hears up to five seconds late. */
    private static void awaitExit(PidFile process, long deadline) throws InterruptedException {
        while (process.alive() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}

package io.reelflow.bench.faults;

import io.reelflow.bench.stack.RunningStack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process and its children stand still, as a machine does that swaps or is moved: SIGSTOP, later SIGCONT. */
final class Pause implements Fault {
    private final RunningStack stack;
    private final String where;
    private final Duration lasts;
    private final List<ProcessHandle> stopped = new ArrayList<>();

    Pause(RunningStack stack, String where, Duration lasts) {
        this.stack = stack;
        this.where = where;
        this.lasts = lasts;
    }

    @Override
    public String what() {
        return "pause";
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public Duration lasts() {
        return lasts;
    }

    @Override
    public String name() {
        return what() + " " + where + " " + lasts.toSeconds() + " s";
    }

    @Override
    public void begin() throws IOException, InterruptedException {
        Long pid = stack.pids().get(where);
        ProcessHandle process = ProcessHandle.of(pid == null ? 0 : pid)
                .orElseThrow(() -> new IOException("there is no process " + where));
        stopped.add(process);
        signal("STOP", Stream.of(process));
        // Only now: one that stands still starts no more of them.
        List<ProcessHandle> children = process.descendants().toList();
        stopped.addAll(children);
        signal("STOP", children.stream());
    }

    @Override
    public void end() throws IOException, InterruptedException {
        signal("CONT", stopped.stream());
        stopped.clear();
    }

    private static void signal(String name, Stream<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> pids = processes
                .filter(ProcessHandle::isAlive)
                .map(each -> Long.toString(each.pid()))
                .toList();
        if (!pids.isEmpty()) {
            var command = new ArrayList<>(List.of("kill", "-" + name));
            command.addAll(pids);
            Shell.tryTo(command); // one may be gone by now, which is no harm
        }
    }
}

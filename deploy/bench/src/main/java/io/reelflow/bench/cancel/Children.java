package io.reelflow.bench.cancel;

import io.reelflow.bench.measure.CpuTime;
import io.reelflow.local.process.Proc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The processes that work for a job, below the TaskManagers: tools (ffmpeg, Python), the workers that started them, and
 * workers that use the processor. Other workers are warm, and wait.
 */
final class Children {
    private static final int WINDOW_MILLIS = 200;
    private static final double BUSY_SECONDS = 0.05;

    private final List<Long> taskManagers;
    private final int port;

    /** A process, and when it was started: a pid may come again. */
    record Child(long pid, long startTicks, String command) {
        boolean lives() {
            return Proc.startTicks(pid).orElse(-1) == startTicks;
        }
    }

    /** @param port of the site that jobs download from */
    Children(List<Long> taskManagers, int port) {
        this.taskManagers = taskManagers;
        this.port = port;
    }

    /** Those that download at this moment. */
    List<Child> downloading() throws IOException {
        var connections = new Connections(port);
        return all().stream()
                .filter(each -> connections.has(each.pid()))
                .flatMap(each -> child(each).stream())
                .toList();
    }

    /** Those that work at this moment. */
    List<Child> working() throws InterruptedException {
        var before = new HashMap<Long, Double>();
        all().forEach(each -> before.put(each.pid(), CpuTime.seconds(each.pid())));
        TimeUnit.MILLISECONDS.sleep(WINDOW_MILLIS);
        List<ProcessHandle> now = all();
        Set<Long> tools = new HashSet<>();
        for (ProcessHandle each : now) {
            if (!isWorker(each)) {
                tools.add(each.pid());
                each.parent().map(ProcessHandle::pid).ifPresent(tools::add);
            }
        }
        var working = new ArrayList<Child>();
        for (ProcessHandle each : now) {
            boolean busy = CpuTime.seconds(each.pid()) - before.getOrDefault(each.pid(), 0.0) >= BUSY_SECONDS;
            if (!taskManagers.contains(each.pid()) && (busy || tools.contains(each.pid()))) {
                child(each).ifPresent(working::add);
            }
        }
        return working;
    }

    /** Whether a tool of this name is among them. */
    static boolean has(List<Child> children, String command) {
        return children.stream().anyMatch(each -> each.command().startsWith(command));
    }

    /** Commands and how often each. */
    static Map<String, Long> names(List<Child> children) {
        var names = new HashMap<String, Long>();
        children.forEach(each -> names.merge(each.command(), 1L, Long::sum));
        return names;
    }

    private List<ProcessHandle> all() {
        return taskManagers.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(ProcessHandle::descendants)
                .toList();
    }

    private static Optional<Child> child(ProcessHandle process) {
        OptionalLong ticks = Proc.startTicks(process.pid());
        return ticks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Child(process.pid(), ticks.getAsLong(), name(process)));
    }

    private static boolean isWorker(ProcessHandle process) {
        return name(process).equals("java");
    }

    private static String name(ProcessHandle process) {
        String command = process.info().command().orElse("?");
        return command.substring(command.lastIndexOf('/') + 1);
    }
}

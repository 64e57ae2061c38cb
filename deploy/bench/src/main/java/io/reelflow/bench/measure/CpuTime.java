package io.reelflow.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** CPU time that Linux has counted for processes, from {@code /proc}. */
public final class CpuTime {
    /** Linux says clock ticks, and has shown user space 100 of them a second for ever. */
    private static final double TICK_SECONDS = 0.01;
    /** Fields of {@code stat} after the name: user and system time. */
    private static final int USER = 11;

    private CpuTime() {}

    /** Seconds of one process; 0 where it is gone. */
    public static double seconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1])) * TICK_SECONDS;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Seconds of a process with all that it started and that lives; those that ended count in their parent. */
    public static double treeSeconds(long pid) {
        var total = new double[] {seconds(pid) + endedChildren(pid)};
        Consumer<ProcessHandle> add = child -> total[0] += seconds(child.pid()) + endedChildren(child.pid());
        try (Stream<ProcessHandle> children = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants)) {
            children.forEach(add);
        }
        return total[0];
    }

    private static double endedChildren(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[USER + 2]) + Long.parseLong(fields[USER + 3])) * TICK_SECONDS;
        } catch (IOException e) {
            return 0;
        }
    }

    /** {@link #treeSeconds} of each process by its name. */
    public static Map<String, Double> treeSeconds(Map<String, Long> pids) {
        var seconds = new HashMap<String, Double>();
        pids.forEach((name, pid) -> seconds.put(name, treeSeconds(pid)));
        return seconds;
    }
}

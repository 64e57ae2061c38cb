package io.reelflow.media.tools;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What Java knows nothing of: process groups, a child and all that it started ended together, and descriptors. */
public final class Posix {
    private static final int SIGKILL = 9;
    private static final int SIGSTOP = 19;
    private static final C LIBC = Native.load("c", C.class);
    private static final long OWN_GROUP = group(ProcessHandle.current().pid());

    private Posix() {}

    /** Ends every process of the group. Nothing happens where there is none. */
    public static void kill(long group) {
        LIBC.kill(negative(group), SIGKILL);
    }

    /** Ends every process of the group and waits until none runs, ten seconds at most. */
    public static void killAndWait(long group) {
        until(() -> LIBC.kill(negative(group), SIGKILL) != 0 || !groupRuns(group));
    }

    /**
     * Ends a child that leads a group, its group, and all that descend from it in groups of their own; waits likewise.
     * They are stopped first, group by group, until no new one is found: what is killed starts nothing in the meantime.
     */
    public static void killTreeAndWait(Process leader) {
        Set<Long> groups = new LinkedHashSet<>(List.of(leader.pid()));
        Set<Long> found = groups;
        while (!found.isEmpty()) {
            found.forEach(group -> LIBC.kill(negative(group), SIGSTOP));
            found = leader.descendants()
                    .map(descendant -> group(descendant.pid()))
                    .filter(group -> group > 1 && group != OWN_GROUP && !groups.contains(group))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            groups.addAll(found);
        }
        groups.forEach(Posix::kill);
        leader.destroyForcibly(); // it may not lead its group yet
        groups.forEach(Posix::killAndWait);
    }

    private static long group(long pid) {
        String[] stat = stat(pid);
        return stat.length > 2 ? Long.parseLong(stat[2]) : 0;
    }

    private static void until(BooleanSupplier done) {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(2);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean groupRuns(long group) {
        return ProcessHandle.allProcesses().anyMatch(process -> {
            String[] stat = stat(process.pid());
            return runs(stat) && stat[2].equals(Long.toString(group));
        });
    }

    /** The dead that nobody has collected yet are still listed. */
    private static boolean runs(String[] stat) {
        return stat.length > 2 && !stat[0].equals("Z");
    }

    /** Fields of {@code /proc/PID/stat} from the third, the state, on; none where it is gone. */
    private static String[] stat(long pid) {
        try {
            String text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return text.substring(text.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }

    /**
     * Hands standard output of this process to the caller alone: whatever else prints there, native code too, prints on
     * standard error from now on.
     */
    public static OutputStream takeStandardOutput() throws IOException {
        int taken = LIBC.dup(1);
        if (taken < 0 || LIBC.dup2(2, 1) < 0) {
            throw new IOException("standard output could not be taken");
        }
        System.setOut(System.err);
        return new FileOutputStream("/proc/self/fd/" + taken);
    }

    /** Processor time of this process and of its children that have ended, seconds, in steps of 10 ms. */
    public static double cpuSeconds() {
        String[] stat = stat(ProcessHandle.current().pid());
        long ticks = 0;
        for (int field = 11; field <= 14; field++) {
            ticks += Long.parseLong(stat[field]);
        }
        return ticks / 100.0; // USER_HZ: 100 on every Linux that Java runs on
    }

    /** Gives memory that native code has freed back to the system. */
    public static void trimNativeMemory() {
        LIBC.malloc_trim(0);
    }

    public static boolean standardErrorIsTerminal() {
        return LIBC.isatty(2) == 1;
    }

    private static int negative(long group) {
        if (group <= 1) {
            throw new IllegalArgumentException("process group: must be above 1, was " + group);
        }
        return -Math.toIntExact(group);
    }

    private interface C extends Library {
        int kill(int pid, int signal);

        int isatty(int descriptor);

        @SuppressWarnings("MemberName") // the C library's
        int malloc_trim(long padding);

        int dup(int descriptor);

        int dup2(int from, int to);
    }
}

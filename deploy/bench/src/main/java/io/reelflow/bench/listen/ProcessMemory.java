package io.reelflow.bench.listen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resident memory of a process, MiB, as Linux counts it. */
final class ProcessMemory {
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB");
    private static final Pattern NOW = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
    private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-([0-9a-f]+) ");
    private static final Pattern RESIDENT = Pattern.compile("^Rss:\\s+(\\d+) kB");
    /** A generation of the heap, as {@code jcmd GC.heap_info} gives its bounds. */
    private static final Pattern BOUND = Pattern.compile("0x([0-9a-f]{8,16})(?=[,)])");

    private final long pid;
    private final long heapStart;
    private final long heapEnd;

    private ProcessMemory(long pid, long heapStart, long heapEnd) {
        this.pid = pid;
        this.heapStart = heapStart;
        this.heapEnd = heapEnd;
    }

    /** Of a JVM: asks it where its heap lies. */
    static ProcessMemory ofJvm(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.heap_info")
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<Long> bounds = new ArrayList<>();
        for (Matcher bound = BOUND.matcher(said); bound.find(); ) {
            bounds.add(Long.parseUnsignedLong(bound.group(1), 16));
        }
        if (jcmd.waitFor() != 0 || bounds.isEmpty()) {
            throw new IOException("jcmd " + pid + " GC.heap_info: " + said);
        }
        bounds.sort(Long::compareUnsigned);
        return new ProcessMemory(pid, bounds.get(0), bounds.get(bounds.size() - 1));
    }

    /** The most there ever was, heap too. */
    static double peak(long pid) throws IOException {
        return status(pid, PEAK);
    }

    /**
     * All but the Java heap. The whole is taken at once: mappings come and go while the list of them is read, so that their
     * sum may be more than there ever was.
     */
    double besideHeap() throws IOException {
        double all = status(pid, NOW);
        return all - within(Files.readAllLines(Path.of("/proc/" + pid + "/smaps")), heapStart, heapEnd);
    }

    private static double status(long pid, Pattern what) throws IOException {
        Matcher found = what.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        return found.find() ? Long.parseLong(found.group(1)) / 1024.0 : Double.NaN;
    }

    /**
     * What mappings that touch a stretch hold.
     *
     * @param smaps lines of {@code /proc/PID/smaps}
     */
    static double within(List<String> smaps, long start, long end) {
        long kibibytes = 0;
        boolean inside = false;
        for (String line : smaps) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.find()) {
                inside = Long.parseUnsignedLong(mapping.group(1), 16) < end
                        && Long.parseUnsignedLong(mapping.group(2), 16) > start;
                continue;
            }
            Matcher resident = RESIDENT.matcher(line);
            if (inside && resident.find()) {
                kibibytes += Long.parseLong(resident.group(1));
            }
        }
        return kibibytes / 1024.0;
    }
}

package io.reelflow.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where a run was.
 *
 * @param processor as the kernel names it
 * @param memoryGib of the machine
 * @param load processes that wanted to run in the minute before, on average
 */
public record Machine(String processor, int cores, double memoryGib, String system, String java, double load) {
    private static final double KIB_PER_GIB = 1024.0 * 1024.0;

    /** This one, now; what the kernel does not tell is said to be unknown. */
    public static Machine here() {
        return new Machine(
                field("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Math.rint(number(field("/proc/meminfo", "MemTotal")) / KIB_PER_GIB),
                System.getProperty("os.name").toLowerCase(Locale.ROOT) + " " + System.getProperty("os.version"),
                System.getProperty("java.version"),
                number(first("/proc/loadavg")));
    }

    /** What of it stays the same from run to run, in words. */
    public String words() {
        return String.format(
                Locale.ROOT, "%d cores (%s), %.0f GiB, %s, JDK %s", cores, processor, memoryGib, system, java);
    }

    private static String field(String file, String name) {
        return lines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String first(String file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.get(0);
    }

    private static double number(String text) {
        String digits = text.strip().split(" ", 2)[0];
        return digits.matches("[0-9.]+") ? Double.parseDouble(digits) : Double.NaN;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}

package io.reelflow.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Linux says of a process, from {@code /proc}. */
public final class Proc {
    private static final Path ROOT = Path.of("/proc");
    /** Fields of {@code stat} after the name: the first is the state, the twentieth the start time. */
    private static final int STATE = 0;

    private static final int START_TIME = 19;

    private Proc() {}

    /** Clock ticks from boot to the start of a living process: with the pid, its identity. Empty where it is gone. */
    public static OptionalLong startTicks(long pid) {
        try {
            String stat = Files.readString(ROOT.resolve(pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
            return dead ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[START_TIME]));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Memory of a process in bytes, what it shares with others counted in part (PSS); 0 where it is gone. */
    public static long memory(long pid) {
        try (Stream<String> lines = Files.lines(ROOT.resolve(pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** The niceness of the session that it leads; unchanged where it is gone, or Linux does not let us. */
    static void nice(long pid, int niceness) {
        try {
            Files.writeString(ROOT.resolve(pid + "/autogroup"), Integer.toString(niceness), StandardOpenOption.WRITE);
        } catch (IOException e) {
            return; // it stays as it is
        }
    }

    /** Living processes whose environment has this exact entry; they inherit it from whoever started them. */
    public static List<Long> withEnvironment(String name, String value) {
        String wanted = "\0" + name + "=" + value + "\0";
        var found = new ArrayList<Long>();
        try (Stream<Path> processes = Files.list(ROOT)) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                String pid = process.getFileName().toString();
                if (Character.isDigit(pid.charAt(0)) && ("\0" + environment(process)).contains(wanted)) {
                    found.add(Long.parseLong(pid));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can not list processes", e);
        }
        found.removeIf(pid -> startTicks(pid).isEmpty());
        return found;
    }

    /** What it was started with; empty where it is gone, or another user's. */
    public static Map<String, String> environment(long pid) {
        byte[] bytes = environment(ROOT.resolve(Long.toString(pid))).getBytes(StandardCharsets.ISO_8859_1);
        var variables = new TreeMap<String, String>();
        for (String entry : new String(bytes, Charset.defaultCharset()).split("\0", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                variables.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return variables;
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone by now, or another user's
        }
    }
}

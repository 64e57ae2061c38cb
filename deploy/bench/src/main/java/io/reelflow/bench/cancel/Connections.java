package io.reelflow.bench.cancel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Who is connected to a port of this machine, as Linux tells it. */
final class Connections {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    /** Columns of the tables. */
    private static final int REMOTE = 2;

    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String ESTABLISHED = "01";

    private final Set<String> sockets = new HashSet<>();

    /** Those to this port, at this moment. */
    Connections(int port) throws IOException {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        for (Path table : TABLES) {
            if (Files.exists(table)) {
                for (String line : Files.readAllLines(table)) {
                    String[] columns = line.strip().split("\\s+", -1);
                    if (columns.length > INODE
                            && columns[REMOTE].endsWith(suffix)
                            && columns[STATE].equals(ESTABLISHED)) {
                        sockets.add("socket:[" + columns[INODE] + "]");
                    }
                }
            }
        }
    }

    /** Whether one of them is this process's. */
    boolean has(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException | UncheckedIOException e) {
            return false; // gone by now
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed by now
        }
    }
}

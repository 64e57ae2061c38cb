package io.reelflow.local.network;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Whether machines can be made here. */
final class Requirements {
    private static final List<String> PROGRAMS = List.of("ip", "tc", "nsenter", "unshare", "mount");

    private Requirements() {}

    static void check() throws IOException {
        check(System.getProperty("user.name"), System.getenv().getOrDefault("PATH", ""));
    }

    /** @throws IOException with what is missing, and how to get it */
    static void check(String user, String path) throws IOException {
        if (!user.equals("root")) {
            throw new IOException("--namespaces: only root may make network namespaces, you are " + user);
        }
        List<String> missing = PROGRAMS.stream()
                .filter(program -> Arrays.stream(path.split(File.pathSeparator, -1))
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .toList();
        if (!missing.isEmpty()) {
            throw new IOException("--namespaces: missing " + String.join(", ", missing)
                    + ". Remedy: sudo apt-get install -y iproute2 util-linux");
        }
    }
}

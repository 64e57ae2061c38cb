package io.reelflow.local.engine;

import io.reelflow.local.home.Home;
import io.reelflow.local.network.Lan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a TaskManager runs on: this machine, like everything else, or one of its own, with another address, and a disk on
 * which it sees nothing of what others keep: neither the engines' data nor other TaskManagers' folders.
 *
 * @param lan null for this machine
 */
record Machine(Home home, String name, @Nullable Lan lan) {
    /** Shows it its own folder, and nothing where the others' are; in a mount namespace that goes with it. */
    private static final String OWN_DISK = """
            set -e
            mount --bind "$1" "$2"
            mount -t tmpfs -o ro,size=4k none "$3"
            mount -t tmpfs -o ro,size=4k none "$4"
            shift 4
            exec "$@"
            """;

    String host() {
        return lan == null ? Stack.LOOPBACK : lan.address(name);
    }

    /** Makes a folder of its own; the path is how the TaskManager sees it. */
    Path folder(String kind) throws IOException {
        if (lan == null) {
            return Files.createDirectories(home.data().resolve(kind).resolve(name));
        }
        Files.createDirectories(disk().resolve(kind));
        return Files.createDirectories(here()).resolve(kind);
    }

    Map<String, String> environment() throws IOException {
        var environment = new TreeMap<String, String>();
        environment.put("REELFLOW_MACHINE", name);
        environment.put("REELFLOW_WORK_DIR", folder("work").toString());
        if (lan != null) {
            environment.put("TMPDIR", folder("tmp").toString());
        }
        return environment;
    }

    String[] jvmOptions() throws IOException {
        return lan == null ? new String[0] : new String[] {"-Djava.io.tmpdir=" + folder("tmp")};
    }

    /** The command line by which it runs there. */
    List<String> running(List<String> command) throws IOException {
        if (lan == null) {
            return command;
        }
        var all = new ArrayList<>(List.of("nsenter", "--net=" + lan.namespace(name)));
        all.addAll(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", OWN_DISK, "sh"));
        all.addAll(List.of(
                Files.createDirectories(disk()).toString(),
                Files.createDirectories(here()).toString(),
                home.data().toString(),
                home.machines().toString()));
        all.addAll(command);
        return all;
    }

    private Path disk() {
        return home.machines().resolve(name);
    }

    /** The same on every machine. */
    private Path here() {
        return home.dir().resolve("machine");
    }
}

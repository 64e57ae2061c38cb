package io.reelflow.local.home;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a home was last started with.
 *
 * @param allowHosts hosts ({@code HOST} or {@code HOST:PORT}) that may be fetched although they are not public
 * @param spares how many of the TaskManagers have no work until another dies
 * @param namespaces whether each TaskManager has a machine (a network namespace) of its own
 * @param ports by process; {@code kafka-controller}, {@code jobmanager-rpc} and {@code …-metrics} are further ports of theirs
 * @param through ports at which others reach a process, where something stands before it; null for none
 */
public record Settings(
        List<String> allowHosts,
        int taskManagers,
        int spares,
        boolean namespaces,
        Map<String, Integer> ports,
        @Nullable Map<String, Integer> through) {
    /** More than one machine ever runs. */
    public static final int MOST_TASK_MANAGERS = 64;

    /** What something may stand before: the addresses that one process is told of another. */
    public static final List<String> REACHED = List.of("kafka", "kafka-controller", "postgres", "s3", "ingest-api");

    /** All on this machine. */
    public Settings(
            List<String> allowHosts,
            int taskManagers,
            int spares,
            Map<String, Integer> ports,
            @Nullable Map<String, Integer> through) {
        this(allowHosts, taskManagers, spares, false, ports, through);
    }

    public Settings {
        if (namespaces && through != null && !through.isEmpty()) {
            throw new IllegalArgumentException(
                    "--through is on loopback, which machines of their own (--namespaces) do not share");
        }
        if (taskManagers < 1 || taskManagers > MOST_TASK_MANAGERS) {
            throw new IllegalArgumentException(
                    "--taskmanagers must be 1 to " + MOST_TASK_MANAGERS + ", is " + taskManagers);
        }
        if (spares < 0 || spares >= taskManagers) {
            throw new IllegalArgumentException("--spares must be 0 to " + (taskManagers - 1) + " of " + taskManagers
                    + " TaskManagers, is " + spares);
        }
        if (through != null && !REACHED.containsAll(through.keySet())) {
            throw new IllegalArgumentException(
                    "--through can name " + String.join(", ", REACHED) + ", not all of " + through.keySet());
        }
    }

    public static Optional<Settings> of(Home home) throws IOException {
        return Files.exists(home.settings())
                ? Optional.of(Json.read(Files.readAllBytes(home.settings()), Settings.class))
                : Optional.empty();
    }

    public void write(Home home) throws IOException {
        PrivateFiles.writeJson(home.settings(), this);
    }

    public int port(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalStateException("no port was chosen for " + name);
        }
        return port;
    }

    /** Where others reach it: its own port, or that of what stands before it. */
    public int reached(String name) {
        Integer before = through == null ? null : through.get(name);
        return before == null ? port(name) : before;
    }

    /** {@code taskmanager}, {@code taskmanager-2} … */
    public static List<String> taskManagerNames(int count) {
        var names = new ArrayList<String>();
        for (int i = 1; i <= count; i++) {
            names.add(i == 1 ? "taskmanager" : "taskmanager-" + i);
        }
        return names;
    }

    /** Name of the port at which one of Flink's processes tells its metrics. */
    public static String metricsOf(String process) {
        return process + "-metrics";
    }

    /** Everything that listens somewhere. */
    public static List<String> portNames(int taskManagers) {
        var names =
                new ArrayList<>(List.of("kafka", "kafka-controller", "postgres", "s3", "jobmanager", "jobmanager-rpc"));
        names.add(metricsOf("jobmanager"));
        for (String each : taskManagerNames(taskManagers)) {
            names.addAll(List.of(each, metricsOf(each)));
        }
        names.addAll(List.of("ingest-api", "status-service"));
        return names;
    }
}

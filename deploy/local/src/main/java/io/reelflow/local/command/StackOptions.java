package io.reelflow.local.command;

import io.reelflow.local.home.Home;
import io.reelflow.local.home.Ports;
import io.reelflow.local.home.Settings;
import io.reelflow.local.process.Children;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a stack is started with. */
final class StackOptions {
    @Option(
            names = "--allow-host",
            paramLabel = "HOST[:PORT]",
            description = "A host that may be fetched although it is not public. May be repeated")
    private List<String> allowHosts = new ArrayList<>();

    @Option(names = "--taskmanagers", paramLabel = "N", description = "How many TaskManagers. Default: 1")
    private @Nullable Integer taskManagers;

    @Option(
            names = "--spares",
            paramLabel = "N",
            description = "How many of them wait until another dies, so that work goes on sooner. Default: 0")
    private @Nullable Integer spares;

    @Option(
            names = "--namespaces",
            description = "A machine of its own (network, disk) for each TaskManager. For tests; needs root")
    private boolean namespaces;

    @Option(
            names = "--port",
            paramLabel = "NAME=N",
            description = "The port of a process (kafka, postgres, s3, jobmanager, ingest-api, status-service …)."
                    + " Default: a free one, the same at the next start. May be repeated")
    private Map<String, Integer> ports = new HashMap<>();

    @Option(
            names = "--through",
            paramLabel = "NAME=N",
            description = "The others reach a process (kafka, kafka-controller, postgres, s3, ingest-api) at this port"
                    + " of loopback, where a proxy stands before it. Of this start only. May be repeated")
    private Map<String, Integer> through = new HashMap<>();

    /** Those to start with: ports of the last start are kept where they are free, or ours. */
    Settings settings(Home home) throws IOException {
        int count = taskManagers == null ? 1 : taskManagers;
        return new Settings(allowHosts, count, spares == null ? 0 : spares, namespaces, portsOf(home, count), through);
    }

    /** Those of what runs, with as many TaskManagers as are asked for now, and its hosts and those asked for. */
    Settings rescaled(Home home, Settings running) throws IOException {
        int count = Objects.requireNonNullElse(taskManagers, running.taskManagers());
        return new Settings(
                Stream.concat(running.allowHosts().stream(), allowHosts.stream())
                        .distinct()
                        .toList(),
                count,
                Objects.requireNonNullElse(spares, running.spares()),
                running.namespaces() || namespaces,
                portsOf(home, count),
                running.through());
    }

    private Map<String, Integer> portsOf(Home home, int count) throws IOException {
        Optional<Settings> last = Settings.of(home);
        List<String> names = Settings.portNames(count);
        var asked = new HashMap<>(ports);
        var before = new HashMap<String, Integer>();
        var held = new HashMap<String, Integer>();
        for (var port : last.map(Settings::ports).orElse(Map.of()).entrySet()) {
            boolean ours = names.contains(port.getKey())
                    && Children.pid(home, processOf(port.getKey())).isPresent();
            boolean wanted = port.getValue().equals(ports.getOrDefault(port.getKey(), port.getValue()));
            (ours && wanted ? held : before).put(port.getKey(), port.getValue());
        }
        asked.keySet().removeAll(held.keySet());
        var free = new ArrayList<>(names);
        free.removeAll(held.keySet());
        var chosen = new HashMap<>(Ports.choose(free, asked, before));
        chosen.putAll(held);
        return chosen;
    }

    /** Whether what runs is what is asked for. */
    boolean fit(Settings running) {
        return fitButForTaskManagers(running)
                && (taskManagers == null || taskManagers == running.taskManagers())
                && (spares == null || spares == running.spares());
    }

    /** Whether what runs is what is asked for, or becomes it with other TaskManagers. */
    boolean fitButForTaskManagers(Settings running) {
        return fitAddresses(running) && running.allowHosts().containsAll(allowHosts);
    }

    /** Whether what runs is found where it is asked for: its engines can not move while they run. */
    boolean fitAddresses(Settings running) {
        boolean samePorts = ports.entrySet().stream()
                .allMatch(port -> port.getValue().equals(running.ports().get(port.getKey())));
        return samePorts
                && (through.isEmpty() || through.equals(running.through()))
                && (!namespaces || running.namespaces());
    }

    private static String processOf(String portName) {
        return portName.replaceFirst("-(controller|rpc|metrics)$", "");
    }
}

package io.reelflow.local.network;

import io.reelflow.local.home.Home;
import io.reelflow.local.home.Settings;
import io.reelflow.local.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network of machines on this one: a bridge, at which this machine has the first address, and for each TaskManager a
 * network namespace with a cable (a pair of virtual interfaces) to the bridge. From inside nothing else can be reached.
 *
 * @param number of the bridge and its 256 addresses; no two homes share one
 */
public record Lan(Home home, int number) {
    /** Addresses for tests of networks (RFC 2544), which belong to nobody. */
    private static final String PREFIX = "198.18.";

    private static final int MOST = 256;
    private static final Path INTERFACES = Path.of("/sys/class/net");
    private static final Path NAMESPACES = Path.of("/run/netns");

    /** That of a home; empty where it has none. */
    public static Optional<Lan> of(Home home) throws IOException {
        for (int number = 0; number < MOST; number++) {
            var lan = new Lan(home, number);
            Path owner = INTERFACES.resolve(lan.bridge()).resolve("ifalias");
            if (Files.exists(owner)
                    && Files.readString(owner).strip().equals(home.dir().toString())) {
                return Optional.of(lan);
            }
        }
        return Optional.empty();
    }

    /**
     * That of a home, made where it has none.
     *
     * @throws IOException with the reason, where this machine or its user can not
     */
    public static Lan create(Home home) throws IOException, InterruptedException {
        Requirements.check();
        Optional<Lan> made = of(home);
        if (made.isPresent()) {
            return made.get();
        }
        for (int number = 0; number < MOST; number++) {
            var lan = new Lan(home, number);
            if (!Files.exists(INTERFACES.resolve(lan.bridge()))) {
                lan.ip(List.of(
                        "link add name " + lan.bridge() + " type bridge",
                        "link set dev " + lan.bridge() + " alias " + home.dir(),
                        "address add " + lan.host() + "/24 dev " + lan.bridge(),
                        // What is sent when the bridge is gone goes nowhere, and not to the world outside.
                        "route add blackhole " + lan.subnet() + " metric 4096",
                        "link set dev " + lan.bridge() + " up"));
                return lan;
            }
        }
        throw new IOException("--namespaces: all " + MOST + " networks are taken; ./reelflow down frees a home's");
    }

    /** This machine's address in it. */
    public String host() {
        return PREFIX + number + ".1";
    }

    public String subnet() {
        return PREFIX + number + ".0/24";
    }

    /** The address of a TaskManager's machine. */
    public String address(String taskManager) {
        return PREFIX + number + "." + (1 + index(taskManager));
    }

    /** What {@code nsenter --net} enters. */
    public Path namespace(String taskManager) {
        return NAMESPACES.resolve(cable(taskManager));
    }

    String bridge() {
        return "rf" + number;
    }

    /** The cable's end at the bridge, and the name of the machine's namespace. */
    String cable(String taskManager) {
        return bridge() + "-" + index(taskManager);
    }

    private static int index(String taskManager) {
        String number = taskManager.replaceFirst("^taskmanager-?", "");
        return number.isEmpty() ? 1 : Integer.parseInt(number);
    }

    /** Makes the machine of a TaskManager; nothing happens where it is there. */
    public void add(String taskManager) throws IOException, InterruptedException {
        String cable = cable(taskManager);
        if (Files.exists(namespace(taskManager)) && Files.exists(INTERFACES.resolve(cable))) {
            return;
        }
        if (Files.exists(namespace(taskManager))) {
            ip(List.of("netns delete " + cable)); // half made
        }
        ip(List.of(
                "netns add " + cable,
                "link add name " + cable + " type veth peer name eth0 netns " + cable,
                "link set dev " + cable + " master " + bridge() + " up"));
        inside(
                taskManager,
                List.of(
                        "link set dev lo up",
                        "address add " + address(taskManager) + "/24 dev eth0",
                        "link set dev eth0 up"));
    }

    /** Takes it down with all its machines. What runs on them must have ended. */
    public void remove() throws IOException, InterruptedException {
        List<String> machines = Settings.taskManagerNames(Settings.MOST_TASK_MANAGERS).stream()
                .filter(each -> Files.exists(namespace(each)))
                .map(this::cable)
                .toList();
        ip(machines.stream().map(each -> "netns delete " + each).toList());
        ip(List.of("link delete dev " + bridge(), "route delete blackhole " + subnet() + " metric 4096"));
    }

    /** What {@code ip} is to do here, a line for each; the first that fails ends it. */
    void ip(List<String> lines) throws IOException, InterruptedException {
        run(List.of("ip", "-batch", "-"), lines);
    }

    /** As {@link #ip}, on that machine. */
    void inside(String taskManager, List<String> lines) throws IOException, InterruptedException {
        run(List.of("ip", "-netns", cable(taskManager), "-batch", "-"), lines);
    }

    private void run(List<String> command, List<String> lines) throws IOException, InterruptedException {
        if (!lines.isEmpty()) {
            Tool.run(
                    command,
                    String.join("\n", lines) + "\n",
                    home.log("network"),
                    "the network of " + home.dir() + " can not be changed");
        }
    }
}

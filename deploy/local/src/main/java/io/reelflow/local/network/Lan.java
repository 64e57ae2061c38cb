package io.reelflow.local.network;

import io.reelflow.local.home.Home;
import io.reelflow.local.home.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
                lan.ip().here(List.of("link add name " + lan.bridge() + " type bridge"));
                lan.configure();
                return lan;
            }
        }
        throw new IOException("--namespaces: all " + MOST + " networks are taken; ./reelflow down frees a home's");
    }

    /** Whole, or gone. */
    private void configure() throws IOException, InterruptedException {
        try {
            ip().own(bridge());
            ip().here(List.of(
                    "address add " + host() + "/24 dev " + bridge(),
                    // What is sent when the bridge is gone goes nowhere, and not to the world outside.
                    "route add blackhole " + subnet() + " metric 4096",
                    "link set dev " + bridge() + " up"));
        } catch (IOException e) {
            try {
                remove();
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
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
            ip().here(List.of("netns delete " + cable)); // half made
        }
        ip().here(List.of(
                "netns add " + cable,
                "link add name " + cable + " type veth peer name eth0 netns " + cable,
                "link set dev " + cable + " master " + bridge() + " up"));
        String address = "address add " + address(taskManager) + "/24 dev eth0";
        ip().inside(cable, List.of("link set dev lo up", address, "link set dev eth0 up"));
    }

    /** Takes it down with all its machines, as far as that can be. What runs on them must have ended. */
    public void remove() throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        for (String each : Settings.taskManagerNames(Settings.MOST_TASK_MANAGERS)) {
            if (Files.exists(INTERFACES.resolve(cable(each)))) {
                lines.add("link delete dev " + cable(each)); // else it goes some time after its namespace
            }
            if (Files.exists(namespace(each))) {
                lines.add("netns delete " + cable(each));
            }
        }
        // Flushed, as a network made half may have no route.
        lines.addAll(List.of("link delete dev " + bridge(), "route flush exact " + subnet() + " type blackhole"));
        ip().asFarAsPossible(lines);
    }

    Ip ip() {
        return new Ip(home);
    }
}

package io.reelflow.local.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reelflow.local.home.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are made here reach this one by their cable, and nothing else; nothing of them stays. */
class LanIT {
    @TempDir
    Path folder;

    private Home home;
    private Lan lan;

    @BeforeEach
    void twoMachines() throws IOException, InterruptedException {
        assumeThatMachinesCanBeMade();
        home = new Home(folder.resolve("a home")).create();
        lan = Lan.create(home);
        lan.add("taskmanager");
        lan.add("taskmanager-2");
    }

    private static void assumeThatMachinesCanBeMade() throws IOException, InterruptedException {
        try {
            Requirements.check();
        } catch (IOException e) {
            abort(e.toString());
        }
        String trial = "ip link add name bridge type bridge && ip link add name cable type veth peer name end";
        assumeTrue(ends(List.of("unshare", "--net", "--mount", "sh", "-c", trial)), "no network namespaces here");
    }

    @AfterEach
    void gone() throws IOException, InterruptedException {
        if (lan != null) {
            lan.remove();
            assertThat(Lan.of(home)).isEmpty();
            assertThat(ends(List.of("sh", "-c", "ip route show type blackhole | grep -qF " + lan.subnet())))
                    .isFalse();
            assertThat(lan.namespace("taskmanager")).doesNotExist();
        }
    }

    @Test
    void aMachineReachesThisOneUntilItsCableIsCut() throws IOException, InterruptedException {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(lan.host(), 0));
            assertThat(reaches("taskmanager", server)).isTrue();
            var cable = new Cable(lan, "taskmanager");
            cable.cut();
            assertThat(reaches("taskmanager", server)).isFalse();
            assertThat(reaches("taskmanager-2", server)).as("the other one").isTrue();
            cable.mend();
            assertThat(reaches("taskmanager", server)).isTrue();
            cable.slow(1000);
            assertThat(reaches("taskmanager", server)).isTrue();
            cable.unlimited();
        }
    }

    @Test
    void thisMachinesLoopbackIsNotTheirs() throws IOException, InterruptedException {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(reaches("taskmanager", server)).isFalse();
        }
    }

    @Test
    void aHomeKeepsItsNetworkAndWhatIsThereIsNotMadeAgain() throws IOException, InterruptedException {
        assertThat(Lan.create(home)).isEqualTo(lan);
        lan.add("taskmanager");
        assertThat(Files.exists(lan.namespace("taskmanager"))).isTrue();
    }

    @Test
    void aNetworkMadeHalfIsTakenDown() throws IOException, InterruptedException {
        lan.ip()
                .here(List.of(
                        "route flush exact " + lan.subnet() + " type blackhole",
                        "link delete dev " + lan.cable("taskmanager")));
    }

    @Test
    void oneThatCanNotBeMadeWholeIsNotLeftWithoutAnOwner() throws IOException {
        Home far = new Home(folder.resolve("h".repeat(250))).create();
        assertThatThrownBy(() -> Lan.create(far)).hasMessageContaining("can not be changed");
        Awaitility.await().until(() -> bridges().noneMatch(LanIT::isNobodys)); // others may just make one
    }

    private static Stream<Path> bridges() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/sys/class/net"))) {
            return all.filter(each -> each.getFileName().toString().matches("rf\\d+")).toList().stream();
        }
    }

    private static boolean isNobodys(Path bridge) {
        try {
            return Files.readString(bridge.resolve("ifalias")).isBlank();
        } catch (IOException e) {
            return false; // gone by now
        }
    }

    private boolean reaches(String machine, ServerSocket server) throws IOException, InterruptedException {
        String address = server.getInetAddress().getHostAddress() + "/" + server.getLocalPort();
        return ends(List.of(
                "nsenter",
                "--net=" + lan.namespace(machine),
                "timeout",
                "2",
                "bash",
                "-c",
                "exec 3<>/dev/tcp/" + address));
    }

    /** Whether it ends well. */
    private static boolean ends(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0;
    }
}

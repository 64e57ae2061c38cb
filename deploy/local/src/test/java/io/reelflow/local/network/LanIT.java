package io.reelflow.local.network;

import static org.assertj.core.api.Assertions.assertThat;
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
        assumeTrue(System.getProperty("user.name").equals("root"), "only root may make network namespaces");
        home = new Home(folder).create();
        lan = Lan.create(home);
        lan.add("taskmanager");
        lan.add("taskmanager-2");
    }

    @AfterEach
    void gone() throws IOException, InterruptedException {
        if (lan != null) {
            lan.remove();
            assertThat(Lan.of(home)).isEmpty();
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

    private boolean reaches(String machine, ServerSocket server) throws IOException, InterruptedException {
        String address = server.getInetAddress().getHostAddress() + "/" + server.getLocalPort();
        Process process = new ProcessBuilder(List.of(
                        "nsenter",
                        "--net=" + lan.namespace(machine),
                        "timeout",
                        "2",
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/" + address))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0;
    }
}

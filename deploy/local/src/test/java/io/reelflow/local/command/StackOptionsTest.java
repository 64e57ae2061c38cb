package io.reelflow.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.local.home.Home;
import io.reelflow.local.home.Ports;
import io.reelflow.local.home.Settings;
import io.reelflow.local.process.Children;
import io.reelflow.local.process.Launch;
import io.reelflow.local.process.Signal;
import io.reelflow.local.process.Teardown;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What runs becomes what is asked for, and keeps the rest. */
class StackOptionsTest {
    @TempDir
    Path folder;

    private Home home;
    private Map<String, Integer> ports;

    @BeforeEach
    void makeHome() throws Exception {
        home = new Home(folder.resolve("home")).create();
        ports = Ports.choose(Settings.portNames(1), Map.of(), Map.of());
    }

    @AfterEach
    void leaveNothing() throws Exception {
        Teardown.everything(home);
    }

    private static StackOptions options(String... typed) {
        return CommandLine.populateCommand(new StackOptions(), typed);
    }

    private Settings running(Map<String, Integer> ports) throws Exception {
        var settings = new Settings(List.of("a.test"), 1, 0, ports, null);
        settings.write(home);
        return settings;
    }

    @Test
    void whatAnOlderBuildGaveNoPortGetsOne() throws Exception {
        var before = new HashMap<>(ports);
        before.keySet().removeIf(name -> name.endsWith(Settings.metricsOf("")));

        Settings now = new StackOptions().rescaled(home, running(before));

        assertThat(now.ports()).containsOnlyKeys(Settings.portNames(1)).containsAllEntriesOf(before);
    }

    @Test
    void aProcessThatRunsOnKeepsAllItsPortsThoughTheyAreTaken() throws Exception {
        Children.start(home, "taskmanager", new Launch(List.of("sleep", "600"), Map.of()), Signal.TERM);
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ports.put("taskmanager-metrics", one.getLocalPort());
            var options = options("--taskmanagers", "2", "--port", "taskmanager-metrics=" + one.getLocalPort());

            Settings now = options.rescaled(home, running(ports));

            assertThat(now.port("taskmanager-metrics")).isEqualTo(one.getLocalPort());
            assertThat(now.ports()).containsOnlyKeys(Settings.portNames(2));
        }
    }

    @Test
    void hostsAreAddedToThoseThatMayBeFetched() throws Exception {
        Settings now =
                options("--allow-host", "b.test", "--allow-host", "a.test").rescaled(home, running(ports));

        assertThat(now.allowHosts()).containsExactly("a.test", "b.test");
        assertThat(now.taskManagers()).isEqualTo(1);
    }

    @Test
    void settingsOfTheEnvironmentStayUnlessTheyAreTypedAnew() {
        var before = Map.of("REELFLOW_ROOMS", "9", "REELFLOW_LOG_FORMAT", "json", "HOME", "/home/ann");

        assertThat(SupervisorProcess.kept(before, Map.of("REELFLOW_LOG_FORMAT", "text")))
                .isEqualTo(Map.of("REELFLOW_ROOMS", "9"));
    }
}

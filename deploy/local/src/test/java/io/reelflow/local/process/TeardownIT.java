package io.reelflow.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.local.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is started is ended, whatever became of whoever started it. */
class TeardownIT {
    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void makeHome() throws Exception {
        home = new Home(folder.resolve("home")).create();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        Teardown.everything(home);
    }

    private long shell(String name, String script) throws Exception {
        var launch = new Launch(List.of("bash", "-c", script), Map.of());
        return Children.start(home, name, launch, Signal.TERM).pid();
    }

    private List<Long> running() {
        return Proc.withEnvironment(Children.MARK, home.dir().toString());
    }

    @Test
    void aChildInAGroupOfItsOwnIsFoundAfterItsParentDied() throws Exception {
        long parent = shell("taskmanager", "setsid sleep 600 & wait");
        Awaitility.await().until(() -> running().size() == 2);
        ProcessHandle.of(parent).orElseThrow().destroyForcibly();
        Awaitility.await().until(() -> running().size() == 1);

        Teardown.everything(home);
        assertThat(running()).isEmpty();
    }

    @Test
    void oneThatIgnoresTheRequestIsKilledWithItsGroup() throws Exception {
        shell("stubborn", "trap '' TERM; touch '" + folder.resolve("trapped") + "'; while :; do sleep 600; done");
        Awaitility.await().until(() -> Files.exists(folder.resolve("trapped")));

        Teardown.everything(home);
        assertThat(running()).isEmpty();
    }

    @Test
    void anotherProcessWithTheNumberOfADeadOneIsLeftAlone() throws Exception {
        long stranger = new ProcessBuilder("sleep", "600").start().pid();
        try {
            new PidFile("kafka", stranger, 1, "", Signal.TERM).write(home);
            Teardown.everything(home);
            assertThat(ProcessHandle.of(stranger)).isPresent();
        } finally {
            ProcessHandle.of(stranger).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void nothingSaysAnyMoreWhereItWas() throws Exception {
        Files.createFile(home.endpoints());
        Files.createFile(home.targets());
        Teardown.everything(home);
        assertThat(home.endpoints()).doesNotExist();
        assertThat(home.targets()).doesNotExist();
    }

    @Test
    void whatAProcessWasStartedWithIsSeen() throws Exception {
        var launch = new Launch(List.of("sleep", "600"), Map.of("REELFLOW_ANALYZE_ENDPOINT", "http://a.test/?b=1"));
        long pid = Children.start(home, "kafka", launch, Signal.TERM).pid();
        assertThat(Proc.environment(pid))
                .containsEntry("REELFLOW_ANALYZE_ENDPOINT", "http://a.test/?b=1")
                .containsEntry(Children.MARK, home.dir().toString());
        assertThat(Proc.environment(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void twoHomesLiveSideBySide() throws Exception {
        shell("kafka", "exec sleep 600");
        Home other = new Home(folder.resolve("other")).create();
        Teardown.everything(other);
        assertThat(running()).hasSize(1);
    }
}

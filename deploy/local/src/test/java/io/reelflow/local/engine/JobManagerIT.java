package io.reelflow.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.local.home.Home;
import io.reelflow.local.home.Ports;
import io.reelflow.local.home.Secrets;
import io.reelflow.local.home.Settings;
import io.reelflow.local.process.Children;
import io.reelflow.local.process.Launch;
import io.reelflow.local.process.Signal;
import io.reelflow.local.process.Teardown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobManagerIT {
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

    @Test
    void taskManagersThatAreNotWantedEndBeforeTheNextOneStarts() throws Exception {
        Map<String, Integer> ports = Ports.choose(Settings.portNames(1), Map.of(), Map.of());
        var stack = new Stack(
                new Install(folder, folder), home, new Settings(List.of(), 1, 0, ports, null), Secrets.of(home), null);
        for (String name : Settings.taskManagerNames(2)) {
            Children.start(home, name, new Launch(List.of("sleep", "600"), Map.of()), Signal.TERM);
        }
        var said = new ArrayList<String>();

        new JobManager(stack).beforeReplaced(said::add);

        assertThat(said).singleElement().asString().contains("goes on from its newest checkpoint");
        assertThat(Children.pid(home, "taskmanager")).isPresent();
        assertThat(Children.pid(home, "taskmanager-2")).isEmpty();
    }
}

package io.reelflow.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Map<String, Integer> PORTS = Map.of("kafka", 1001, "s3", 1002);

    @Test
    void aProcessIsReachedThroughWhatStandsBeforeIt() {
        var settings = new Settings(List.of(), 1, 0, PORTS, Map.of("s3", 2002));
        assertThat(settings.reached("s3")).isEqualTo(2002);
        assertThat(settings.port("s3")).isEqualTo(1002);
        assertThat(settings.reached("kafka")).isEqualTo(1001);
    }

    @Test
    void whatIsReachedByNobodyHasNothingBeforeIt() {
        assertThatThrownBy(() -> new Settings(List.of(), 1, 0, PORTS, Map.of("taskmanager", 2002)))
                .hasMessageContaining("--through can name kafka")
                .hasMessageContaining("taskmanager");
    }

    @Test
    void aHomeOfBeforeHasNothingBeforeItsProcesses(@TempDir Path folder) throws Exception {
        var home = new Home(folder).create();
        Files.writeString(
                home.settings(),
                "{\"allow_hosts\": [], \"task_managers\": 1, \"spares\": 0, \"ports\": {\"s3\": 1002}}");
        assertThat(Settings.of(home).orElseThrow().reached("s3")).isEqualTo(1002);
    }
}

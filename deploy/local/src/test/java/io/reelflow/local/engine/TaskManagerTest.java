package io.reelflow.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TaskManagerTest {
    @Test
    void itIsToldOfTheEndpointThatTheLauncherWasToldOf() {
        var endpoint = Map.of(
                "REELFLOW_ANALYZE_ENDPOINT", "http://127.0.0.1:11434/v1",
                "REELFLOW_ANALYZE_ENDPOINT_MODEL", "small-model",
                "REELFLOW_ANALYZE_ENDPOINT_API_KEY", "sk-1234");
        var launcher = new TreeMap<>(endpoint);
        launcher.put("HOME", "/home/somebody");
        launcher.put("REELFLOW_CACHE", "/cache");

        assertThat(TaskManager.endpoint(launcher)).isEqualTo(endpoint);
    }
}

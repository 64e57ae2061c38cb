package io.reelflow.media.analyze.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointSettingsTest {
    private static final Map<String, String> GIVEN = Map.of(
            "REELFLOW_ANALYZE_ENDPOINT", "http://127.0.0.1:11434/v1/",
            "REELFLOW_ANALYZE_ENDPOINT_MODEL", "llama3.1:8b",
            "REELFLOW_ANALYZE_ENDPOINT_API_KEY", "sk-1234");

    @Test
    void withoutAnAddressThereIsNone() {
        assertThat(EndpointSettings.fromEnvironment(Map.of("REELFLOW_ANALYZE_ENDPOINT", " ")))
                .isNull();
    }

    @Test
    void theLoopbackIsAllowedAndAnotherProcessReadsTheSame() {
        EndpointSettings settings = Objects.requireNonNull(EndpointSettings.fromEnvironment(GIVEN));
        assertThat(settings.url()).hasToString("http://127.0.0.1:11434/v1");
        assertThat(settings.time()).hasSeconds(120);
        assertThat(EndpointSettings.fromEnvironment(settings.environment())).isEqualTo(settings);
        assertThat(settings.toString()).doesNotContain("sk-1234");
    }

    @ParameterizedTest
    @CsvSource({
        "REELFLOW_ANALYZE_ENDPOINT, ftp://a.example/v1, must be http(s)",
        "REELFLOW_ANALYZE_ENDPOINT, http://u:secret@a.example/v1, must be http(s)",
        "REELFLOW_ANALYZE_ENDPOINT, not an address, must be http(s)",
        "REELFLOW_ANALYZE_ENDPOINT_MODEL, '', must name a model",
        "REELFLOW_ANALYZE_ENDPOINT_API_KEY, a secret key, must be printable ASCII without spaces",
        "REELFLOW_ANALYZE_ENDPOINT_TIMEOUT_SECONDS, 601, must be a whole number from 1 to 600",
        "REELFLOW_ANALYZE_ENDPOINT_TOKENS, 100, must be a whole number from 4000",
    })
    void aWrongValueIsNamedWithItsRuleAndNoSecret(String key, String value, String rule) {
        Map<String, String> environment = new HashMap<>(GIVEN);
        environment.put(key, value);
        assertThatThrownBy(() -> EndpointSettings.fromEnvironment(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + ": ")
                .hasMessageContaining(rule)
                .hasMessageNotContaining("secret");
    }
}

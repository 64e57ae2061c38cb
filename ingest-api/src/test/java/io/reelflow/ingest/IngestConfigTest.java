package io.reelflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestConfigTest {
    private static final Map<String, String> OBJECTS = Map.of(
            "REELFLOW_KAFKA", "127.0.0.1:9092",
            "REELFLOW_STORAGE", "s3a://videos",
            "REELFLOW_S3_ENDPOINT", "http://127.0.0.1:9000",
            "REELFLOW_S3_ACCESS_KEY", "access",
            "REELFLOW_S3_SECRET_KEY", "a secret that nobody logs",
            "REELFLOW_KEYS_FILE", "keys.json",
            "REELFLOW_ALLOW_HOSTS", "a.example, b.example:80,");

    @Test
    void whatIsNotSetHasItsDefault() {
        IngestConfig config = IngestConfig.from(OBJECTS);

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8081);
        assertThat(config.allowedHosts()).containsExactly("a.example", "b.example:80");
        assertThat(config.publicUrl()).isNull();
        assertThat(config).asString().doesNotContain("a secret that nobody logs");
    }

    @Test
    void storageThatIsNotNamedIsAmazonsOfTheRegion() {
        var environment = new HashMap<>(OBJECTS);
        environment.remove("REELFLOW_S3_ENDPOINT");
        environment.put("REELFLOW_S3_REGION", "eu-central-1");

        assertThat(IngestConfig.from(environment).s3())
                .extracting(IngestConfig.S3::endpoint)
                .hasToString("https://s3.eu-central-1.amazonaws.com");
    }

    @ParameterizedTest
    @CsvSource({
        "REELFLOW_KAFKA, '', REELFLOW_KAFKA is not set",
        "REELFLOW_PORT, 70000, 'REELFLOW_PORT is \"70000\": it must be a port, 0 to 65535'",
        "REELFLOW_PORT, many, 'REELFLOW_PORT is \"many\": it must be a port, 0 to 65535'",
        "REELFLOW_STORAGE, ftp://x, 'REELFLOW_STORAGE is \"ftp://x\": it must be s3a://BUCKET or file:///DIR'",
        "REELFLOW_STORAGE, s3a:///x, 'REELFLOW_STORAGE is \"s3a:///x\": it must name a bucket: s3a://BUCKET'",
        "REELFLOW_STORAGE, file:///x, REELFLOW_SIGNING_SECRET must have at least 16 characters where storage is files",
        "REELFLOW_S3_ENDPOINT, x, 'REELFLOW_S3_ENDPOINT is \"x\": it must be an address with a scheme'",
    })
    void aWrongValueIsNamedWithItsRule(String key, String value, String message) {
        var environment = new HashMap<>(OBJECTS);
        environment.put(key, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> IngestConfig.from(environment))
                .withMessage(message);
    }
}

package io.reelflow.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EndpointsTest {
    @TempDir
    Path folder;

    @Test
    void haveTheNamesOfTheContract() throws IOException {
        Home home = new Home(folder).create();
        new Endpoints(
                        "http://127.0.0.1:1",
                        "http://127.0.0.1:2",
                        "http://127.0.0.1:1/",
                        "http://127.0.0.1:3",
                        new Secrets.ApiKeys("a", "s", "r"),
                        "127.0.0.1:4",
                        new Endpoints.Postgres("jdbc:postgresql://127.0.0.1:5/reelflow", "u", "p", "analyst", "q"),
                        new Endpoints.S3("http://127.0.0.1:6", "us-east-1", "reelflow", "k", "s"),
                        "w",
                        Map.of("kafka", new Endpoints.Address(42, 4)),
                        Map.of("ingest-api", "http://127.0.0.1:2/actuator/prometheus"))
                .write(home);

        JsonNode json = Json.MAPPER.readTree(Files.readAllBytes(home.endpoints()));
        assertThat(json.propertyNames())
                .containsExactly(
                        "api",
                        "ingest",
                        "dashboard",
                        "flink",
                        "keys",
                        "kafka",
                        "postgres",
                        "s3",
                        "webhook_secret",
                        "processes",
                        "metrics");
        assertThat(json.path("keys").propertyNames()).containsExactly("admin", "submit", "read");
        assertThat(json.path("postgres").propertyNames())
                .containsExactly("url", "user", "password", "analyst_user", "analyst_password");
        assertThat(json.path("s3").propertyNames())
                .containsExactly("endpoint", "region", "bucket", "access_key", "secret_key");
        assertThat(json.at("/processes/kafka/pid").asLong()).isEqualTo(42);
        assertThat(json.at("/processes/kafka/port").asInt()).isEqualTo(4);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.endpoints())))
                .isEqualTo("rw-------");
    }

    @Test
    void ofAHomeThatIsNotUpSayHowToStartIt() {
        assertThatThrownBy(() -> Endpoints.of(new Home(folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("./reelflow up");
    }
}

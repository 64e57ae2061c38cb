package io.reelflow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The compose file is one, keeps our rules of a container, and sets what the services read. */
class ComposeTest {
    private static final Path FOLDER = Repository.ROOT.resolve("deploy/compose");
    private static final JsonNode FILE =
            Json.MAPPER.valueToTree(new Yaml().<Object>load(Repository.text(FOLDER.resolve("compose.yaml"))));
    /** Their start scripts are not ours. */
    private static final Set<String> OF_OTHERS = Set.of("kafka", "postgres");

    static List<Map.Entry<String, JsonNode>> services() {
        return FILE.path("services").propertyStream().toList();
    }

    private static Set<String> variables(JsonNode service) {
        return new TreeSet<>(service.path("environment").propertyNames());
    }

    @Test
    void itIsAComposeFile() {
        assertThat(Schemas.errors(FILE, Schemas.of("compose.json"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("services")
    void containersHaveNoMoreRightsThanTheyNeed(Map.Entry<String, JsonNode> service) {
        JsonNode one = service.getValue();

        assertThat(one.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(one.path("security_opt").toString()).contains("no-new-privileges:true");
        assertThat(one.path("read_only").asBoolean())
                .isEqualTo(!service.getKey().equals("kafka"));
        assertThat(one.has("cap_add")).isEqualTo(service.getKey().equals("postgres"));
        assertThat(one.has("mem_limit")).isTrue();
        assertThat(one.path("restart").asString()).isEqualTo("unless-stopped");
        assertThat(one.path("image").asString()).matches("[a-z0-9/-]+:(\\$\\{REELFLOW_VERSION:-)?[0-9].*");
    }

    @Test
    void clientsSeeTheApiAndTheStorageAlone() {
        assertThat(services())
                .filteredOn(service -> service.getValue().has("ports"))
                .extracting(Map.Entry::getKey)
                .containsExactly("s3", "status-service");
    }

    @ParameterizedTest
    @MethodSource("services")
    void eachSaysWhetherItIsWell(Map.Entry<String, JsonNode> service) {
        String image = service.getValue().path("image").asString("");
        boolean inImage = image.startsWith("reelflow/")
                && !Dockerfile.of(image.replaceAll("reelflow/|:.*", ""))
                        .arguments("HEALTHCHECK")
                        .isEmpty();

        assertThat(service.getValue().has("healthcheck") || inImage).isTrue();
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatIsSetIsReadByOneOfThem(Map.Entry<String, JsonNode> service) {
        assertThat(variables(service.getValue()))
                .filteredOn(key -> key.startsWith("REELFLOW_"))
                .allSatisfy(key -> assertThat(Repository.settings()).containsKey(key));
        if (!OF_OTHERS.contains(service.getKey())) {
            assertThat(variables(service.getValue())).contains("REELFLOW_KAFKA", "REELFLOW_STORAGE");
        }
    }

    /** Each variable that has no default is one that {@code ./prepare} makes. */
    @Test
    void prepareMakesTheSecretsThatAreAskedFor(@TempDir Path folder) throws Exception {
        Path program = Files.copy(FOLDER.resolve("prepare"), folder.resolve("prepare"));
        Process process = new ProcessBuilder("bash", program.toString()).start();
        String keys = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(keys.lines()).hasSize(3).allSatisfy(line -> assertThat(line).contains(": rfk_"));
        var asked = Pattern.compile("\\$\\{([A-Z0-9_]+):\\?")
                .matcher(Repository.text(FOLDER.resolve("compose.yaml")))
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(Repository.text(folder.resolve(".env")).lines().map(line -> line.split("=", 2)[0]))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("COMPOSE_PROJECT_NAME"), asked.stream())
                        .toList());
        assertThat(roles(folder))
                .containsExactly("[\"submit\",\"read\",\"admin\"]", "[\"submit\",\"read\"]", "[\"read\"]");
    }

    private static List<String> roles(Path folder) throws IOException {
        return Manifest.list(Json.MAPPER
                        .readTree(Files.readAllBytes(folder.resolve("keys.json")))
                        .path("keys"))
                .stream()
                .map(key -> key.path("roles").toString())
                .toList();
    }
}

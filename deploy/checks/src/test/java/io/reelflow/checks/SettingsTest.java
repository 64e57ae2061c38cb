package io.reelflow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.checks.Manifest.PodTemplate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every setting of docs/configuration.md can be made, where it is read, and nothing is set that nobody reads. */
class SettingsTest {
    private static final Map<String, List<String>> DOCUMENTED = Repository.settings();
    /** What the page says of who reads a key, by the component whose pod it is set in. */
    private static final Map<String, Set<String>> READERS = Map.of(
            "ingest-api", Set.of("all", "ingest"),
            "status-service", Set.of("all", "status"),
            "jobmanager", Set.of("all", "dataflow", "media", "media workers"),
            "taskmanager", Set.of("all", "dataflow", "media", "media workers"));

    /** Of the launcher, or of a process that is started by another. */
    private static final Set<String> OF_NO_POD =
            Set.of("REELFLOW_SUPERVISED_HOME", "REELFLOW_WORKER_CLASSPATH", "REELFLOW_MODELS", "REELFLOW_MACHINE");

    private static Set<String> variables(PodTemplate pod) {
        var names = new TreeSet<String>();
        pod.containers()
                .forEach(container -> container
                        .path("env")
                        .forEach(one -> names.add(one.path("name").asString(""))));
        return names;
    }

    private static boolean reads(String component, String key) {
        Set<String> readers = READERS.getOrDefault(component, Set.of());
        return DOCUMENTED.getOrDefault(key, List.of()).stream().anyMatch(readers::contains);
    }

    private static JsonNode settings() {
        return JsonMapper.shared()
                .readTree(Repository.text(Repository.CHART.resolve("values.schema.json")))
                .at("/properties/settings/properties");
    }

    @ParameterizedTest
    @MethodSource("io.reelflow.checks.PodRulesTest#pods")
    void whatIsSetIsRead(PodTemplate pod) {
        Set<String> ofAll =
                new HashSet<>(settings().path("all").path("properties").propertyNames());

        assertThat(variables(pod)).isNotEmpty().allSatisfy(key -> {
            assertThat(DOCUMENTED).containsKey(key);
            assertThat(reads(pod.component(), key) || ofAll.contains(key))
                    .as("the " + pod.component() + " reads " + key)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("io.reelflow.checks.PodRulesTest#pods")
    void noVariableIsSetTwice(PodTemplate pod) {
        assertThat(pod.containers())
                .allSatisfy(container -> assertThat(Manifest.list(container.path("env")).stream()
                                .map(one -> one.path("name").asString("")))
                        .doesNotHaveDuplicates());
    }

    /** A key that is new on the page goes into {@code values.schema.json}, under who reads it. */
    @Test
    void everySettingCanBeMadeWhereItIsRead() {
        Map<String, String> sections =
                Map.of("ingest", "ingest-api", "status", "status-service", "dataflow", "taskmanager");
        sections.forEach((section, component) -> {
            var settable =
                    new TreeSet<>(settings().path(section).path("properties").propertyNames());
            Chart.render(Repository.ROOT.resolve("deploy/kubernetes/examples/large.yaml")).stream()
                    .flatMap(manifest -> manifest.podTemplates().stream())
                    .filter(pod -> pod.component().equals(component))
                    .forEach(pod -> settable.addAll(variables(pod)));
            var expected = new TreeSet<>(DOCUMENTED.keySet());
            expected.removeIf(key -> OF_NO_POD.contains(key) || !reads(component, key));
            expected.remove("REELFLOW_S3_ENDPOINT"); // where storage.endpoint is given
            if (section.equals("ingest")) {
                expected.remove("REELFLOW_INGEST_URL"); // where storage is files, which no cluster has
            }
            assertThat(settable).as("settings." + section).containsAll(expected);
        });
    }
}

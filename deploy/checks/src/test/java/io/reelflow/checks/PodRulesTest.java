package io.reelflow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.checks.Manifest.PodTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Pods of ours need no rights, write nowhere but on their volumes, and say what they need and whether they are well. */
class PodRulesTest {
    static Stream<Arguments> pods() {
        return Chart.examples()
                .flatMap(values -> Chart.render(values).stream()
                        .flatMap(manifest -> manifest.podTemplates().stream())
                        .map(pod -> Arguments.of(pod, values.getFileName())));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("pods")
    void nothingRunsAsRootOrMayBecomeIt(PodTemplate pod, Path values) {
        JsonNode security = pod.spec().path("securityContext");

        assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(security.path("runAsUser").asInt()).isEqualTo(10001);
        assertThat(security.path("seccompProfile").path("type").asString()).isEqualTo("RuntimeDefault");
        assertThat(pod.containers()).isNotEmpty().allSatisfy(container -> {
            JsonNode own = container.path("securityContext");
            assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(own.path("capabilities").path("drop").toString()).isEqualTo("[\"ALL\"]");
            assertThat(own.path("privileged").asBoolean(false)).isFalse();
        });
        assertThat(List.of("hostNetwork", "hostPID", "hostIPC"))
                .allSatisfy(
                        own -> assertThat(pod.spec().path(own).asBoolean(false)).isFalse());
        assertThat(Manifest.list(pod.spec().path("volumes")))
                .allSatisfy(volume -> assertThat(volume.has("hostPath")).isFalse());
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("pods")
    void imagesAreReadOnlyAndWhatIsWrittenIsLimited(PodTemplate pod, Path values) {
        assertThat(pod.containers()).allSatisfy(container -> {
            assertThat(container
                            .path("securityContext")
                            .path("readOnlyRootFilesystem")
                            .asBoolean())
                    .isTrue();
            assertThat(Manifest.list(container.path("volumeMounts")).stream()
                            .map(mount -> mount.path("mountPath").asString("")))
                    .contains("/tmp");
        });
        assertThat(Manifest.list(pod.spec().path("volumes")))
                .filteredOn(volume -> volume.has("emptyDir"))
                .isNotEmpty()
                .allSatisfy(volume ->
                        assertThat(volume.path("emptyDir").has("sizeLimit")).isTrue());
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("pods")
    void eachSaysWhatItTakesAndWhetherItIsWell(PodTemplate pod, Path values) {
        boolean flink = pod.pod().contains("/"); // its size stands beside the template, and the operator puts it in
        assertThat(pod.containers()).allSatisfy(container -> {
            if (!flink) {
                JsonNode resources = container.path("resources");
                assertThat(resources.path("limits").has("memory")).isTrue();
                assertThat(resources.path("requests").has("cpu")).isTrue();
                assertThat(resources.path("requests").path("memory"))
                        .isEqualTo(resources.path("limits").path("memory"));
                assertThat(container.has("readinessProbe")).isTrue();
                assertThat(container.path("image").asString("")).matches(".*[^/]:[0-9].*");
            }
            assertThat(container.has("livenessProbe")).isTrue();
            assertThat(container.has("startupProbe")).isTrue();
        });
        assertThat(pod.spec().path("topologySpreadConstraints").size()).isPositive();
        assertThat(pod.spec().path("terminationGracePeriodSeconds").asInt()).isPositive();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("pods")
    void onlyFlinkSpeaksToKubernetes(PodTemplate pod, Path values) {
        assertThat(pod.spec().path("automountServiceAccountToken").asBoolean(true))
                .isEqualTo(List.of("jobmanager", "taskmanager").contains(pod.component()));
    }

    /** Mounts name volumes, and every volume is mounted. */
    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("pods")
    void volumesAndMountsMatch(PodTemplate pod, Path values) {
        var volumes = Manifest.list(pod.spec().path("volumes")).stream()
                .map(volume -> volume.path("name").asString(""))
                .toList();
        var mounts = pod.containers().stream()
                .flatMap(container -> Manifest.list(container.path("volumeMounts")).stream())
                .map(mount -> mount.path("name").asString(""))
                .toList();

        assertThat(mounts).containsExactlyInAnyOrderElementsOf(volumes);
    }
}

package io.reelflow.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.reelflow.schemas.Topics;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** The chart passes Helm's own checks, and what it renders to is what a cluster takes. */
class ChartTest {
    private static final String GATEWAY = "routes.gateway.name=public";

    private static List<String> kinds(List<Manifest> manifests) {
        return manifests.stream().map(Manifest::kind).toList();
    }

    @Test
    void helmFindsNothingToSayOfTheChart() {
        LintResult lint = new Helm(Repository.CHART).lint().strict().call();

        assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.reelflow.checks.Chart#examples")
    void whatEachExampleRendersToIsWhatAClusterTakes(Path values) {
        List<Manifest> manifests = Chart.render(values);

        assertThat(kinds(manifests)).contains("FlinkDeployment", "Deployment", "Service", "PodDisruptionBudget");
        assertThat(manifests)
                .allSatisfy(manifest -> assertThat(Schemas.errors(manifest)).isEmpty());
        assertThat(manifests.stream().map(Manifest::toString)).doesNotHaveDuplicates();
    }

    @Test
    void theDefaultsBringEverything() {
        List<Manifest> manifests = Chart.render(GATEWAY);

        assertThat(kinds(manifests))
                .contains("Kafka", "KafkaNodePool", "KafkaTopic", "Cluster", "HTTPRoute", "NetworkPolicy");
        assertThat(manifests)
                .allSatisfy(manifest -> assertThat(Schemas.errors(manifest)).isEmpty());
    }

    @Test
    void aFieldThatNobodyKnowsIsFound() {
        for (Manifest manifest : Chart.render(GATEWAY)) {
            if (!manifest.spec().isMissingNode()) {
                ((ObjectNode) manifest.json().get("spec")).put("replicaz", 3);
                assertThat(Schemas.errors(manifest)).as(manifest.toString()).isNotEmpty();
            }
        }
    }

    @Test
    void aValueThatIsMisspeltIsRefused() {
        assertThatThrownBy(() -> Chart.render(GATEWAY, "settings.dataflow.REELFLOW_ROMS=3"))
                .hasMessageContaining("REELFLOW_ROMS");
        assertThatThrownBy(() -> Chart.render(GATEWAY, "ingest.replica=3")).hasMessageContaining("replica");
        assertThatThrownBy(() -> Chart.render(GATEWAY, "image.tag=latest")).hasMessageContaining("tag");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(Chart::render).hasMessageContaining("routes.gateway.name");
        assertThatThrownBy(() -> Chart.render(GATEWAY, "kafka.enabled=false"))
                .hasMessageContaining("kafka.bootstrapServers");
        assertThatThrownBy(() -> Chart.render(GATEWAY, "postgresql.enabled=false"))
                .hasMessageContaining("postgresql.url");
    }

    @Test
    void everyTopicIsMade() {
        List<String> topics = Arrays.stream(Topics.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> !field.getName().endsWith("GROUP")) // who reads, not what
                .map(ChartTest::value)
                .toList();

        assertThat(Chart.render(GATEWAY).stream()
                        .filter(manifest -> manifest.kind().equals("KafkaTopic"))
                        .map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(topics);
    }

    private static String value(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads go to the status service, a batch straight to the ingest API, and no method goes nowhere. */
    @Test
    void routesGoByMethod() {
        Manifest api = Chart.render(GATEWAY).stream()
                .filter(manifest -> manifest.kind().equals("HTTPRoute"))
                .findFirst()
                .orElseThrow();
        var byMethod = Manifest.list(api.spec().path("rules")).stream()
                .flatMap(rule -> Manifest.list(rule.path("matches")).stream()
                        .map(match -> List.of(
                                match.path("method").asString("")
                                        + " "
                                        + match.path("path").path("value").asString(""),
                                rule.path("backendRefs").path(0).path("name").asString(""))))
                .collect(Collectors.toMap(route -> route.get(0), route -> route.get(1)));

        assertThat(byMethod)
                .containsEntry("POST /api/v1/jobs/batch", "reelflow-ingest-api")
                .hasSize(8);
        assertThat(byMethod.keySet().stream().filter(route -> route.endsWith(" /")))
                .containsExactlyInAnyOrder("GET /", "HEAD /", "OPTIONS /", "POST /", "PUT /", "PATCH /", "DELETE /")
                .allSatisfy(route -> assertThat(byMethod.get(route)).isEqualTo("reelflow-status-service"));
    }
}

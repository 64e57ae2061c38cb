package io.reelflow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.checks.Manifest.PodTemplate;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each pod of ours is under a policy in both directions, and what one needs of another is let through at both ends. */
class NetworkPoliciesTest {
    private static final List<Manifest> MANIFESTS = Chart.render("routes.gateway.name=public");
    private static final List<PodTemplate> PODS = MANIFESTS.stream()
            .flatMap(manifest -> manifest.podTemplates().stream())
            .toList();

    private static List<Manifest> policiesOf(PodTemplate pod) {
        return MANIFESTS.stream()
                .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
                .filter(policy -> selects(policy.spec().path("podSelector"), pod.labels()))
                .toList();
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        return selector.path("matchLabels")
                        .propertyStream()
                        .allMatch(wanted -> wanted.getValue().equals(labels.path(wanted.getKey())))
                && Manifest.list(selector.path("matchExpressions")).stream()
                        .allMatch(expression -> Manifest.list(expression.path("values"))
                                .contains(labels.path(expression.path("key").asString(""))));
    }

    private static PodTemplate pod(String component) {
        return PODS.stream()
                .filter(pod -> pod.component().equals(component))
                .findFirst()
                .orElseThrow();
    }

    private static boolean lets(PodTemplate at, String direction, String peers, PodTemplate other, int port) {
        return policiesOf(at).stream()
                .flatMap(policy -> Manifest.list(policy.spec().path(direction)).stream())
                .filter(rule -> rule.path("ports").isEmpty()
                        || Manifest.list(rule.path("ports")).stream()
                                .anyMatch(one -> one.path("port").asInt() == port))
                .flatMap(rule -> Manifest.list(rule.path(peers)).stream())
                .filter(((Predicate<JsonNode>) peer -> peer.has("podSelector"))
                        .and(peer -> !peer.has("namespaceSelector")))
                .anyMatch(peer -> selects(peer.path("podSelector"), other.labels()));
    }

    private static boolean connects(String from, String to, int port) {
        return lets(pod(from), "egress", "to", pod(to), port) && lets(pod(to), "ingress", "from", pod(from), port);
    }

    @Test
    void everyPodIsUnderAPolicyInBothDirections() {
        assertThat(PODS)
                .hasSize(4)
                .allSatisfy(pod -> assertThat(policiesOf(pod))
                        .anySatisfy(policy -> assertThat(
                                        policy.spec().path("policyTypes").toString())
                                .contains("Ingress")
                                .contains("Egress")));
    }

    @Test
    void whatTheProcessesNeedOfEachOtherIsLetThrough() {
        assertThat(connects("status-service", "ingest-api", 8080)).isTrue();
        assertThat(connects("status-service", "jobmanager", 8081)).isTrue();
        assertThat(connects("taskmanager", "jobmanager", 6123)).isTrue();
        assertThat(connects("taskmanager", "taskmanager", 6121)).isTrue();
    }

    @Test
    void whatIsNotNeededIsNot() {
        assertThat(connects("ingest-api", "status-service", 8080)).isFalse();
        assertThat(connects("ingest-api", "jobmanager", 8081)).isFalse();
        assertThat(connects("taskmanager", "status-service", 8080)).isFalse();
        assertThat(connects("status-service", "taskmanager", 6122)).isFalse();
    }

    /** What a source answers with must not lead into the cluster: its own ranges are left out wherever all is open. */
    @Test
    void noPodReachesAllAddresses() {
        assertThat(MANIFESTS)
                .filteredOn(manifest -> manifest.kind().equals("NetworkPolicy"))
                .flatExtracting(policy -> policy.spec().findValues("ipBlock"))
                .filteredOn(block -> block.path("cidr").asString("").equals("0.0.0.0/0"))
                .isNotEmpty()
                .allSatisfy(
                        block -> assertThat(block.path("except").toString()).contains("10.0.0.0/8", "169.254.0.0/16"));
    }
}

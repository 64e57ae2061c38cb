package io.reelflow.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.local.DocumentedMetrics;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Alerts and dashboards: they can be read, ask only for metrics that there are, and say what to do. */
class MonitoringTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path MONITORING = ROOT.resolve("deploy/monitoring");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Prometheus' own, and Prometheus' suffixes of a histogram. */
    private static final Set<String> OWN = Set.of("up");

    private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum)$");

    private static final Pattern HEADING = Pattern.compile("(?m)^### (\\w+)$");

    /** As Prometheus reads rules: any other field is refused. */
    record RuleFile(List<Group> groups) {}

    record Group(String name, @Nullable String interval, List<Rule> rules) {}

    record Rule(
            String alert,
            String expr,

            @com.fasterxml.jackson.annotation.JsonProperty("for") @Nullable
            String pending,

            Map<String, String> labels,
            Map<String, String> annotations) {}

    @Test
    void everyRuleAsksForMetricsThatAreDocumentedAndCanBeRead() throws Exception {
        List<String> expressions = rules().stream().map(Rule::expr).toList();
        assertThat(expressions).hasSizeGreaterThan(10);
        holds(expressions);
    }

    @Test
    void everyPanelAsksForMetricsThatAreDocumentedAndCanBeRead() throws Exception {
        JsonNode dashboard = Json.MAPPER.readTree(
                Files.readString(MONITORING.resolve("grafana/dashboards/reelflow-operations.json")));
        var expressions = new ArrayList<String>();
        var ids = new TreeSet<Integer>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asString()).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty();
            for (JsonNode target : panel.path("targets")) {
                assertThat(target.path("datasource").path("uid").asString()).isEqualTo("reelflow-prometheus");
                expressions.add(target.path("expr").asString());
            }
        }
        assertThat(expressions).hasSizeGreaterThan(20);
        holds(expressions);
    }

    @Test
    void everyAlertHasItsPartOfTheRunbookAndNoPartIsWithoutOne() throws IOException {
        String runbook = Files.readString(ROOT.resolve("docs/runbook.md"));
        Set<String> parts =
                HEADING.matcher(runbook).results().map(each -> each.group(1)).collect(Collectors.toSet());
        List<Rule> rules = rules();
        assertThat(rules.stream().map(Rule::alert)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(parts);
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.annotations())
                    .containsEntry(
                            "runbook_url", "docs/runbook.md#" + rule.alert().toLowerCase(Locale.ROOT));
            assertThat(rule.annotations().get("summary")).isNotBlank();
            assertThat(rule.labels().get("severity")).isIn("critical", "warning");
        });
    }

    @Test
    void whatTheHealthPageCallsWrongLeadsToAPartOfTheRunbook() throws IOException {
        String findings =
                Files.readString(ROOT.resolve("status-service/src/main/java/io/reelflow/status/system/Findings.java"));
        Set<String> alerts = rules().stream().map(Rule::alert).collect(Collectors.toSet());
        List<String> named = Pattern.compile("\"([A-Z][a-z]+[A-Z]\\w+)\"")
                .matcher(findings)
                .results()
                .map(each -> each.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(5).allMatch(alerts::contains);
    }

    private static void holds(List<String> expressions) throws IOException, InterruptedException {
        List<JsonNode> read = PromQl.parse(expressions);
        assertThat(read).hasSameSizeAs(expressions);
        Set<String> documented = DocumentedMetrics.names();
        for (int i = 0; i < read.size(); i++) {
            JsonNode one = read.get(i);
            assertThat(one.has("error")).as(expressions.get(i) + ": " + one).isFalse();
            Stream<String> names = one.path("metrics").valueStream().map(JsonNode::asString);
            assertThat(names.filter(name -> !OWN.contains(name)))
                    .as(expressions.get(i))
                    .allMatch(name -> documented.contains(name)
                            || documented.contains(SUFFIX.matcher(name).replaceFirst("")));
        }
    }

    private static List<Rule> rules() throws IOException {
        RuleFile file = YAML.readValue(Files.readString(MONITORING.resolve("prometheus/rules.yaml")), RuleFile.class);
        return file.groups().stream().flatMap(group -> group.rules().stream()).toList();
    }
}

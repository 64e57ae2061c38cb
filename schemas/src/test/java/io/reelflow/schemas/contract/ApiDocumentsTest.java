package io.reelflow.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.WhisperModels;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The two documents hold together, and say what the code says. */
class ApiDocumentsTest {
    private static final Path DOCUMENTS = Path.of("src/main/resources");
    private static final YAMLMapper YAML = new YAMLMapper();

    @ParameterizedTest
    @ValueSource(strings = {"openapi.yaml", "asyncapi.yaml"})
    void everyReferenceLeadsSomewhere(String document) {
        JsonNode root = read(document);
        List<JsonNode> references = root.findValues("$ref");

        assertThat(references).isNotEmpty();
        for (JsonNode reference : references) {
            String target = reference.stringValue();
            if (target.startsWith("#")) {
                assertThat(root.at(target.substring(1)).isMissingNode())
                        .as(target)
                        .isFalse();
            } else {
                assertThat(DOCUMENTS.resolve(target.replaceFirst("#.*", ""))).isRegularFile();
            }
        }
    }

    @Test
    void everyCallInTheReadmeIsAnOperation() throws IOException {
        JsonNode paths = read("openapi.yaml").path("paths");
        List<MatchResult> calls = Pattern.compile("curl -sN?(?: -X ([A-Z]+))? \"\\$api([^\"?]+)[^\n]*?(\\\\)?\n")
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .toList();

        assertThat(calls).hasSizeGreaterThan(7);
        for (MatchResult call : calls) {
            String method = call.group(1) != null ? call.group(1) : call.group(3) != null ? "POST" : "GET";
            String path = call.group(2)
                    .replace("VIDEO_ID", "{video_id}")
                    .replace("JOB_ID", "{id}")
                    .replace("CLIP_ID", "{clip_id}");
            assertThat(paths.path(path).has(method.toLowerCase(Locale.ROOT)))
                    .as("%s %s", method, path)
                    .isTrue();
        }
    }

    @Test
    void everyOperationHasANameOfItsOwnAndASuccess() {
        var names = new ArrayList<String>();
        for (var path : read("openapi.yaml").path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (!operation.getKey().equals("parameters")) {
                    names.add(operation.getValue().path("operationId").asString());
                    assertThat(operation.getValue().path("responses").propertyNames())
                            .as(path.getKey())
                            .anyMatch(status -> status.startsWith("2") || status.equals("101"));
                }
            }
        }
        assertThat(names).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void everyTopicIsDescribed() {
        List<String> addresses = read("asyncapi.yaml")
                .path("channels")
                .valueStream()
                .map(channel -> channel.path("address").asString())
                .toList();

        List<String> topics = Arrays.stream(Topics.class.getFields())
                .map(ApiDocumentsTest::value)
                .toList();
        assertThat(topics).isNotEmpty();
        assertThat(addresses).doesNotHaveDuplicates().containsAll(topics);
    }

    @Test
    void documentedDefaultsAreThoseOfTheCode() {
        JsonNode documented = read("openapi.yaml").at("/components/schemas/JobOptions/properties");
        JsonNode defaults = Json.MAPPER.valueToTree(JobOptions.DEFAULTS);

        assertThat(documented.propertyNames()).containsAll(defaults.propertyNames());
        for (Map.Entry<String, JsonNode> option : defaults.properties()) {
            compare(option.getKey(), documented.path(option.getKey()), option.getValue());
        }
    }

    @Test
    void documentedModelsAreThoseOfTheCode() {
        JsonNode documented = read("openapi.yaml").at("/components/schemas/JobOptions/properties/whisper_model/enum");

        assertThat(documented.valueStream().map(JsonNode::asString)).containsExactlyElementsOf(WhisperModels.NAMES);
    }

    private static void compare(String name, JsonNode documented, JsonNode value) {
        if (value.isObject()) {
            value.properties()
                    .forEach(inner -> compare(
                            name + "." + inner.getKey(),
                            documented.path("properties").path(inner.getKey()),
                            inner.getValue()));
        } else if (value.isNumber()) {
            assertThat(documented.path("default").doubleValue()).as(name).isEqualTo(value.doubleValue());
        } else {
            assertThat(documented.path("default")).as(name).isEqualTo(value);
        }
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode read(String document) {
        try {
            return YAML.readTree(Files.readString(DOCUMENTS.resolve(document)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

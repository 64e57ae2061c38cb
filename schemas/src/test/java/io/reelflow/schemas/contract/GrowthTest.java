package io.reelflow.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * A released message only grows. {@code released/VERSION} holds the schemas as that version had them: a release adds a
 * folder, and nothing in one is ever changed.
 */
class GrowthTest {
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final Path NOW = Path.of("src/main/resources/schemas/v1");

    static Stream<Path> released() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void whatWasReleasedHasOnlyGrown(Path schema) throws IOException {
        assertThat(Growth.breaks(read(schema), read(NOW.resolve(schema.getFileName()))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"size\":{\"type\":\"integer\"} | \"size\":{\"type\":\"string\"} | .size was \"integer\", is \"string\"",
                "\"size\":{\"type\":\"integer\"}, | `` | .size is gone",
                "\"enum\":[\"a\",\"b\"] | \"enum\":[\"a\"] | .kind[] may no longer be b",
                "\"required\":[\"size\"] | \"required\":[\"size\",\"kind\"] | .kind has become required",
                "\"required\":[\"size\"] | \"required\":[] | .size is no longer always there",
            })
    void aBreakIsSeenAndNamed(String part, String replacement, String expected) {
        assertThat(SCHEMA).contains(part);
        assertThat(Growth.breaks(tree(SCHEMA), tree(SCHEMA.replace(part, replacement))))
                .contains(expected);
    }

    @Test
    void growthIsNoBreak() {
        String grown = SCHEMA.replace("[\"a\",\"b\"]", "[\"a\",\"b\",\"c\"]")
                .replace("\"properties\":{", "\"properties\":{\"more\":{\"type\":\"string\"},");

        assertThat(Growth.breaks(tree(SCHEMA), tree(grown))).isEmpty();
    }

    private static final String SCHEMA =
            "{\"$defs\":{\"K\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}},\"type\":\"object\","
                    + "\"properties\":{\"size\":{\"type\":\"integer\"},"
                    + "\"kind\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/K\"}}},\"required\":[\"size\"]}";

    private static JsonNode tree(String json) {
        return Json.MAPPER.readTree(json);
    }

    private static JsonNode read(Path file) throws IOException {
        return tree(Files.readString(file));
    }
}

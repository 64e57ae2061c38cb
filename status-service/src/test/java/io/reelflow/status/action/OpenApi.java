package io.reelflow.status.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document of the API, held against what goes over the wire. */
final class OpenApi {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document = document();

    /** @param operation pointer to it in the document, its path's slashes as {@code ~1} */
    void validateAnswer(String operation, int status, JsonNode body) {
        validate(document.at(operation + "/responses/" + status + "/content/application~1json/schema"), body);
    }

    void validateRequest(String operation, JsonNode body) {
        validate(document.at(operation + "/requestBody/content/application~1json/schema"), body);
    }

    private void validate(JsonNode described, JsonNode body) {
        assertThat(described.isObject()).as("it is described").isTrue();
        ObjectNode schema = ((ObjectNode) described).deepCopy();
        ObjectNode schemas = schema.putObject("components").putObject("schemas");
        for (String name : new String[] {"Action", "ActionRequest"}) {
            schemas.set(name, document.at("/components/schemas/" + name));
        }
        assertThat(REGISTRY.getSchema(schema).validate(body)).as("%s", body).isEmpty();
    }

    private static JsonNode document() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("/openapi.yaml"))) {
            return new YAMLMapper().readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the document can not be read", e);
        }
    }
}

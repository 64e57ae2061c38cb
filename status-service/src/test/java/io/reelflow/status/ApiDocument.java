package io.reelflow.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A document that describes what goes over the wire, with all that it refers to. */
public abstract class ApiDocument {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    protected final JsonNode document;

    protected ApiDocument(String resource) {
        document = new YAMLMapper().readTree(bytes(resource));
    }

    /** Told of every object whose references are in their places. */
    protected void complete(ObjectNode described) {}

    protected final void validate(JsonNode schema, JsonNode body, String what) {
        assertThat(REGISTRY.getSchema(whole(schema)).validate(body))
                .as("%s: %s", what, body)
                .isEmpty();
    }

    /** The node with all that it refers to in its place; what has a name of its own keeps its own references. */
    protected final JsonNode whole(JsonNode node) {
        if (node instanceof ObjectNode object) {
            String reference = object.path("$ref").asString("");
            if (reference.startsWith("#/")) {
                return whole(document.at(reference.substring(1)));
            }
            if (!reference.isEmpty()) {
                String[] file = reference.split("#", 2);
                JsonNode root = Json.MAPPER.readTree(bytes("/" + file[0]));
                return file.length == 1 ? root : root.at(file[1]);
            }
            ObjectNode copy = Json.MAPPER.createObjectNode();
            object.properties().forEach(each -> copy.set(each.getKey(), whole(each.getValue())));
            complete(copy);
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.MAPPER.createArrayNode();
            array.forEach(each -> copy.add(whole(each)));
            return copy;
        }
        return node;
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = Objects.requireNonNull(ApiDocument.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

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

/** The document of the HTTP API, held against answers. */
public final class OpenApi {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document = new YAMLMapper().readTree(bytes("/openapi.yaml"));

    /** Holds an answer to a GET against the document: it is as described, and nothing in it is not described. */
    public void validate(String path, int status, JsonNode body) {
        JsonNode schema = document.path("paths")
                .path(path)
                .path("get")
                .path("responses")
                .path(Integer.toString(status))
                .path("content")
                .path("application/json")
                .path("schema");
        assertThat(schema.isMissingNode()).as("%s %s", status, path).isFalse();
        assertThat(REGISTRY.getSchema(whole(schema)).validate(body))
                .as("%s: %s", path, body)
                .isEmpty();
    }

    /** The node with all that it refers to in its place. */
    private JsonNode whole(JsonNode node) {
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
            if (object.path("type").asString("").equals("object")
                    && object.has("properties")
                    && !object.has("additionalProperties")) {
                copy.put("additionalProperties", false);
            }
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
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

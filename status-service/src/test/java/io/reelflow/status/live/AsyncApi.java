package io.reelflow.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
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

/** The document of the live channels, held against what comes over them. */
final class AsyncApi {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document = new YAMLMapper().readTree(bytes("/asyncapi.yaml"));

    /** Holds a message against the one of that name in the channel with that address. */
    void validate(String address, String message, JsonNode body) {
        JsonNode channel = document.path("channels")
                .valueStream()
                .filter(each -> each.path("address").asString().equals(address))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no channel is at " + address));
        JsonNode described = channel.path("messages").path(message);
        assertThat(described.isMissingNode()).as("%s of %s", message, address).isFalse();
        Schema schema = REGISTRY.getSchema(whole(whole(described).path("payload")));
        assertThat(schema.validate(body))
                .as("%s of %s: %s", message, address, body)
                .isEmpty();
    }

    /** The node with all that it refers to in its place; what has a name of its own keeps its own references. */
    private JsonNode whole(JsonNode node) {
        if (node instanceof ObjectNode object) {
            String reference = object.path("$ref").asString("");
            if (reference.startsWith("#/")) {
                return whole(document.at(reference.substring(1)));
            }
            if (!reference.isEmpty()) {
                return Json.MAPPER.readTree(bytes("/" + reference));
            }
            ObjectNode copy = Json.MAPPER.createObjectNode();
            object.properties().forEach(each -> copy.set(each.getKey(), whole(each.getValue())));
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
        try (InputStream in = Objects.requireNonNull(AsyncApi.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package io.reelflow.status;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The document of the HTTP API, held against answers. */
public final class OpenApi extends ApiDocument {
    public OpenApi() {
        super("/openapi.yaml");
    }

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
        validate(schema, body, path);
    }

    @Override
    protected void complete(ObjectNode described) {
        if (described.path("type").asString("").equals("object")
                && described.has("properties")
                && !described.has("additionalProperties")) {
            described.put("additionalProperties", false);
        }
    }
}

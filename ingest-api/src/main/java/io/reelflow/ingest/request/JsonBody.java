package io.reelflow.ingest.request;

import io.reelflow.ingest.problem.ApiException;
import io.reelflow.schemas.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request as the JSON object it has to be; a name twice in one object is not JSON here. */
public final class JsonBody {
    private static final ObjectReader READER =
            Json.MAPPER.readerFor(JsonNode.class).with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private JsonBody() {}

    /** The same where a body may be left out: an empty object then. */
    public static ObjectNode parseOrEmpty(byte @Nullable [] body) {
        return body == null || body.length == 0 ? Json.MAPPER.createObjectNode() : parse(body);
    }

    /** @throws ApiException 400, with the place of the mistake */
    public static ObjectNode parse(byte @Nullable [] body) {
        try {
            JsonNode node = body == null ? null : READER.readValue(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw malformed("The body is not valid JSON" + place);
        }
        throw malformed("The body must be a JSON object");
    }

    /** One line of a body of many. */
    public static ObjectNode parseLine(byte[] line) {
        try {
            if (READER.<JsonNode>readValue(line) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            String place =
                    e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
            throw malformed("The line is not valid JSON" + place);
        }
        throw malformed("The line must be a JSON object");
    }

    private static ApiException malformed(String detail) {
        return ApiException.of(HttpStatus.BAD_REQUEST, "MALFORMED_JSON", detail);
    }
}

package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.status.ApiProblem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The small body of a control: an object of a few known fields, or nothing. */
public final class ControlRequest {
    private static final int LONGEST = 500;

    private final ObjectNode body;

    private ControlRequest(ObjectNode body) {
        this.body = body;
    }

    /** @param known every field there may be */
    public static ControlRequest of(byte @Nullable [] body, String... known) {
        ObjectNode read = read(body);
        for (String name : read.propertyNames()) {
            if (!List.of(known).contains(name)) {
                throw invalid(name, "there is no such field; known: " + String.join(", ", known));
            }
        }
        return new ControlRequest(read);
    }

    private static ObjectNode read(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return Json.MAPPER.createObjectNode();
        }
        try {
            if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw ApiProblem.invalid("The body is not JSON");
        }
        throw ApiProblem.invalid("The body must be a JSON object");
    }

    /** Null where it is not given. */
    public @Nullable String text(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.asString().isBlank() || value.asString().length() > LONGEST) {
            throw invalid(name, "must be a text of 1 to " + LONGEST + " characters");
        }
        return value.asString().strip().replace("\0", "");
    }

    public boolean truth(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw invalid(name, "must be true or false");
        }
        return value.asBoolean();
    }

    public int number(String name, int least, int most) {
        JsonNode value = body.path(name);
        if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
            throw invalid(name, "must be a whole number from " + least + " to " + most);
        }
        return value.asInt();
    }

    /** An object inside; empty where it is not given. */
    public ControlRequest object(String name, String... known) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return new ControlRequest(Json.MAPPER.createObjectNode());
        }
        if (!value.isObject()) {
            throw invalid(name, "must be an object");
        }
        return of(Json.bytes(value), known);
    }

    public boolean has(String name) {
        return body.hasNonNull(name);
    }

    /** What is given, as it is; null where it is not. */
    public @Nullable JsonNode value(String name) {
        return has(name) ? body.path(name) : null;
    }

    /** Names of all that is given. */
    public List<String> names() {
        return body.propertyStream()
                .filter(each -> !each.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }

    public static ApiProblem invalid(String name, String rule) {
        return ApiProblem.invalidField(name, "INVALID", name + ": " + rule);
    }
}

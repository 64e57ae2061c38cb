package io.reelflow.status.edit;

import io.reelflow.schemas.Json;
import io.reelflow.status.ApiProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a request's body; 400 with the field, its value and the rule where one can not be used. */
final class Fields {
    private static final int SHOWN_LETTERS = 60;

    private Fields() {}

    static ObjectNode object(byte @Nullable [] body, List<String> known) {
        try {
            JsonNode read = body == null ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(body);
            ObjectNode object = object("body", read, known);
            if (object.isEmpty()) {
                throw invalid("body", read, "must name one of " + String.join(", ", known));
            }
            return object;
        } catch (JacksonException e) {
            throw new ApiProblem(HttpStatus.BAD_REQUEST, "MALFORMED_JSON", "The body is not JSON");
        }
    }

    static ObjectNode object(String path, JsonNode node, List<String> known) {
        if (!(node instanceof ObjectNode object)) {
            throw invalid(path, node, "must be a JSON object");
        }
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                String field = path.equals("body") ? name : path + "." + name;
                throw ApiProblem.invalidField(
                        field, "UNKNOWN_FIELD", field + ": there is no such field; known: " + String.join(", ", known));
            }
        }
        return object;
    }

    static List<JsonNode> list(String path, JsonNode node, int most) {
        if (!node.isArray()) {
            throw invalid(path, node, "must be a list");
        }
        if (node.size() > most) {
            throw ApiProblem.invalidField(
                    path, "INVALID", path + ": " + node.size() + " entries are more than " + most);
        }
        return node.valueStream().toList();
    }

    /** A text with something in it, no control characters but line breaks, where these may be. */
    static String text(String path, JsonNode node, int most, boolean mayBreak) {
        String text = node.isString() ? node.asString().strip() : "";
        boolean isPlain = text.codePoints().noneMatch(c -> isControl(c, mayBreak) || isHalf(c));
        if (text.isEmpty() || text.length() > most || !isPlain) {
            throw invalid(
                    path,
                    node,
                    "must be a text of 1 to " + most + " characters, no control characters"
                            + (mayBreak ? " but line breaks" : ""));
        }
        return text;
    }

    private static boolean isControl(int c, boolean mayBreak) {
        return Character.isISOControl(c) && !(mayBreak && (c == '\n' || c == '\t'));
    }

    /** Half of a character, which no file can hold. */
    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** A time of the video, to the millisecond. */
    static double seconds(String path, JsonNode node, double duration) {
        double most = duration > 0 ? duration : Double.MAX_VALUE;
        if (!node.isNumber() || !(node.doubleValue() >= 0) || node.doubleValue() > most) {
            throw invalid(path, node, "must be seconds from 0" + (duration > 0 ? " to " + duration : " on"));
        }
        return Math.round(node.doubleValue() * 1000) / 1000.0;
    }

    static ApiProblem invalid(String path, JsonNode value, String rule) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        String shown = text.length() > SHOWN_LETTERS ? text.substring(0, SHOWN_LETTERS) + "…" : text;
        return ApiProblem.invalidField(path, "INVALID", path + ": " + shown + " " + rule);
    }
}

package io.reelflow.media;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobOptions;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Job options given as words: {@code language=de}, {@code captions.style=plain}. */
public final class Options {
    private Options() {}

    /** @throws IllegalArgumentException names the option that is unknown or wrong */
    public static JobOptions of(Map<String, String> words) {
        ObjectNode options = Json.MAPPER.valueToTree(JobOptions.DEFAULTS);
        words.forEach((name, value) -> put(options, name, value));
        try {
            return Json.MAPPER.treeToValue(options, JobOptions.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("option of the wrong kind: " + e.getOriginalMessage(), e);
        }
    }

    private static void put(ObjectNode options, String name, String value) {
        int dot = name.indexOf('.');
        JsonNode within = dot < 0 ? options : options.path(name.substring(0, dot));
        String field = name.substring(dot + 1);
        if (!(within instanceof ObjectNode object) || !object.has(field)) {
            throw new IllegalArgumentException("option '" + name + "': there is none of that name");
        }
        object.set(field, object.get(field).isString() ? Json.MAPPER.valueToTree(value) : Json.MAPPER.readTree(value));
    }
}

package io.reelflow.local.client;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is asked for, with options as people type them: {@code max_clips=3}, {@code captions.burn=false}.
 *
 * @param options names (a dot goes one level down) and values; one that reads as JSON is that, another is text
 */
public record JobRequest(@Nullable String type, @Nullable Integer priority, Map<String, String> options) {

    /** The body of {@code POST /jobs}. */
    public Map<String, Object> body(String url) {
        var body = new LinkedHashMap<String, Object>();
        body.put("url", url);
        if (type != null) {
            body.put("job_type", type);
        }
        if (priority != null) {
            body.put("priority", priority);
        }
        if (!options.isEmpty()) {
            ObjectNode tree = JsonNodeFactory.instance.objectNode();
            options.forEach((name, value) -> put(tree, name, value));
            body.put("options", tree);
        }
        return body;
    }

    private static void put(ObjectNode tree, String name, String value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            tree.set(name, value(value));
        } else {
            put(tree.withObjectProperty(name.substring(0, dot)), name.substring(dot + 1), value);
        }
    }

    private static JsonNode value(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }

    /** The {@code url} of a job for what a person named: an address as it is, a file after its upload. */
    public static String url(Api api, String named) throws IOException, InterruptedException {
        return named.matches("(?i)(https?|upload):.*") ? named : api.upload(Path.of(named));
    }
}

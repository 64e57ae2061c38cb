package io.reelflow.schemas.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What has changed between two versions of a JSON Schema so that a reader or writer of the old one would stumble: a field
 * taken away, another type, a field that has become required or is no longer, a word of an enum taken away.
 */
final class Growth {
    private final JsonNode oldRoot;
    private final JsonNode newRoot;
    private final List<String> breaks = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();

    private Growth(JsonNode oldRoot, JsonNode newRoot) {
        this.oldRoot = oldRoot;
        this.newRoot = newRoot;
    }

    /** One line for each break; empty where the new schema has only grown. */
    static List<String> breaks(JsonNode released, JsonNode now) {
        var growth = new Growth(released, now);
        growth.compare("", released, now);
        return growth.breaks;
    }

    private void compare(String path, JsonNode released, JsonNode now) {
        JsonNode before = resolve(oldRoot, released);
        JsonNode after = resolve(newRoot, now);
        if (!compared.add(path)) {
            return;
        }
        if (!before.path("type").equals(after.path("type"))) {
            breaks.add(path + " was " + before.path("type") + ", is " + after.path("type"));
        }
        if (!before.path("format").equals(after.path("format"))) {
            breaks.add(path + " was of format " + before.path("format") + ", is " + after.path("format"));
        }
        if (after.has("enum")) {
            for (String word : words(before.path("enum"))) {
                if (!words(after.path("enum")).contains(word)) {
                    breaks.add(path + " may no longer be " + word);
                }
            }
        }
        required(path, words(before.path("required")), words(after.path("required")), before);
        for (var property : before.path("properties").properties()) {
            String inner = path + "." + property.getKey();
            JsonNode kept = after.path("properties").path(property.getKey());
            if (kept.isMissingNode()) {
                breaks.add(inner + " is gone");
            } else {
                compare(inner, property.getValue(), kept);
            }
        }
        for (String each : List.of("items", "additionalProperties")) {
            if (before.has(each)) {
                compare(path + "[]", before.get(each), after.path(each));
            }
        }
    }

    private void required(String path, Set<String> before, Set<String> after, JsonNode released) {
        for (String name : after) {
            if (!before.contains(name)) {
                String known = released.path("properties").has(name) ? " has become required" : " is new and required";
                breaks.add(path + "." + name + known);
            }
        }
        for (String name : before) {
            if (!after.contains(name)) {
                breaks.add(path + "." + name + " is no longer always there");
            }
        }
    }

    private static Set<String> words(JsonNode array) {
        var words = new HashSet<String>();
        array.forEach(each -> words.add(each.asString()));
        return words;
    }

    private static JsonNode resolve(JsonNode root, JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").stringValue().substring(1)) : node;
    }
}

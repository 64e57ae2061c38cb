package io.reelflow.ingest.request;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a JSON object, read strictly: no number from a string, no text from a number. A field that is missing or
 * null has its default; one that is wrong is added to the errors and has its default too, so that reading goes on.
 * Names that nobody asked for are errors at the end.
 */
public final class Fields {
    private static final int LONGEST_SHOWN = 60;

    private final String prefix;
    private final ObjectNode object;
    private final FieldErrors errors;
    private final Set<String> known = new HashSet<>();

    private Fields(String prefix, ObjectNode object, FieldErrors errors) {
        this.prefix = prefix;
        this.object = object;
        this.errors = errors;
    }

    public static Fields of(ObjectNode body, FieldErrors errors) {
        return new Fields("", body, errors);
    }

    /** The fields of an inner object; none where it is missing. */
    public Fields object(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isObject()) {
            wrong(name, node, "must be an object");
        }
        return new Fields(
                prefix + name + ".",
                node instanceof ObjectNode inner ? inner : JsonNodeFactory.instance.objectNode(),
                errors);
    }

    public boolean has(String name) {
        return node(name) != null;
    }

    /** Whether the field is that text. */
    public boolean isText(String name, String text) {
        JsonNode node = node(name);
        return node != null && node.isString() && node.stringValue().equals(text);
    }

    /** Whether the field is a whole number. */
    public boolean isInteger(String name) {
        JsonNode node = node(name);
        return node != null && node.isIntegralNumber();
    }

    public @Nullable String text(String name, int longest) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isString()) {
            wrong(name, node, "must be a text");
            return null;
        }
        String text = node.stringValue();
        if (text.isBlank() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            wrong(name, node, "must be a text of 1 to " + longest + " characters, no control characters");
            return null;
        }
        return text;
    }

    public String word(String name, Collection<String> allowed, String otherwise) {
        JsonNode node = node(name);
        if (node == null) {
            return otherwise;
        }
        if (!node.isString() || !allowed.contains(node.stringValue())) {
            wrong(name, node, "must be one of " + String.join(", ", allowed));
            return otherwise;
        }
        return node.stringValue();
    }

    /** Some of the words, each once; none where the field is missing or wrong. */
    public Set<String> words(String name, Collection<String> allowed) {
        JsonNode node = node(name);
        if (node == null) {
            return Set.of();
        }
        var words = new LinkedHashSet<String>();
        boolean isRight = node.isArray() && !node.isEmpty();
        for (JsonNode each : node) {
            isRight &= each.isString() && allowed.contains(each.stringValue()) && words.add(each.stringValue());
        }
        if (!isRight) {
            wrong(name, node, "must be a list of some of " + String.join(", ", allowed));
            return Set.of();
        }
        return words;
    }

    public boolean truth(String name, boolean otherwise) {
        JsonNode node = node(name);
        if (node == null) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            wrong(name, node, "must be true or false");
            return otherwise;
        }
        return node.booleanValue();
    }

    public long integer(String name, long least, long most, long otherwise) {
        JsonNode node = node(name);
        if (node == null) {
            return otherwise;
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < least
                || node.longValue() > most) {
            wrong(name, node, "must be a whole number from " + least + " to " + most);
            return otherwise;
        }
        return node.longValue();
    }

    public double number(String name, double least, double most, double otherwise) {
        JsonNode node = node(name);
        if (node == null) {
            return otherwise;
        }
        if (!node.isNumber()
                || (node.isIntegralNumber() && !node.canConvertToLong())
                || outside(node.doubleValue(), least, most)) {
            wrong(name, node, "must be a number from " + plain(least) + " to " + plain(most));
            return otherwise;
        }
        return node.doubleValue();
    }

    public void error(String name, String code, String message) {
        errors.add(prefix + name, code, message);
    }

    /** Adds an error for each name that was not asked for. */
    public void refuseOthers() {
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> errors.add(
                        prefix + shorten(name),
                        FieldErrors.UNKNOWN,
                        "is not known here; known are "
                                + String.join(", ", known.stream().sorted().toList())));
    }

    private @Nullable JsonNode node(String name) {
        known.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private void wrong(String name, JsonNode node, String rule) {
        errors.add(prefix + name, FieldErrors.INVALID, rule + ", not " + shorten(node.toString()));
    }

    private static boolean outside(double value, double least, double most) {
        return !(value >= least && value <= most);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%s", value);
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}

package io.reelflow.media.fetch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of an object that yt-dlp, youtube-dl, or one of their hundreds of extractors wrote: each may be
 * missing, null, or of another type than it should be. What can not be meant is not there.
 */
record InfoFields(JsonNode json) {
    private static final Pattern DAY = Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2})(?:\\D.*)?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,3}(?:[, ]\\d{3})+|\\d{1,18}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(?:\\.\\d+)?");
    private static final Set<String> YES = Set.of("true", "yes", "1");

    /** 0 and -1 mean that nobody knows; what is later than the latest is milliseconds taken for seconds. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Text that says something, or a number as text. */
    @Nullable
    String text(String field) {
        JsonNode value = json.path(field);
        if (value.isNumber()) {
            return value.asString();
        }
        return value.isString() && !value.asString().isBlank()
                ? value.asString().strip()
                : null;
    }

    @Nullable
    String either(String field, String other) {
        String value = text(field);
        return value != null ? value : text(other);
    }

    /** A number of things: whole and not negative, as a number or as text ({@code "1,234"}). */
    @Nullable
    Long count(String field) {
        JsonNode value = json.path(field);
        if (value.isNumber()) {
            double number = value.asDouble();
            return number >= 0 && number < 1e18 ? Long.valueOf((long) number) : null;
        }
        String text = text(field);
        return text != null && COUNT.matcher(text).matches() ? Long.valueOf(text.replaceAll("[, ]", "")) : null;
    }

    /** Not negative, as a number or as text; {@code "9:42"} too. */
    @Nullable
    Double seconds(String field) {
        JsonNode value = json.path(field);
        if (value.isNumber()) {
            return value.asDouble() >= 0 && Double.isFinite(value.asDouble()) ? Double.valueOf(value.asDouble()) : null;
        }
        String text = text(field);
        if (text == null) {
            return null;
        }
        double sum = 0;
        for (String part : text.split(":", -1)) {
            if (!SECONDS.matcher(part).matches()) {
                return null;
            }
            sum = 60 * sum + Double.parseDouble(part);
        }
        return sum;
    }

    boolean truth(String field) {
        JsonNode value = json.path(field);
        return value.isBoolean() ? value.asBoolean() : YES.contains(String.valueOf(text(field)));
    }

    /** {@code 20240131}, as text or number, or {@code 2024-01-31…}. */
    @Nullable
    LocalDate day(String field) {
        String text = text(field);
        Matcher matcher = DAY.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            return LocalDate.of(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Seconds since 1970, as a number or as text, or an ISO-8601 time. */
    @Nullable
    Instant moment(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        try {
            Instant moment = text.contains("T")
                    ? Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text))
                    : Instant.ofEpochSecond((long) Double.parseDouble(text));
            return moment.isAfter(EARLIEST) && moment.isBefore(LATEST) ? moment : null;
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    /** The same moment's day. */
    static @Nullable LocalDate dayOf(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Texts of a list, each once; a single text is a list of one. */
    List<String> texts(String field) {
        JsonNode value = json.path(field);
        Stream<JsonNode> all =
                value.isString() ? Stream.of(value) : value.isArray() ? value.valueStream() : Stream.of();
        return all.filter(JsonNode::isString)
                .map(each -> each.asString().strip())
                .filter(each -> !each.isEmpty())
                .distinct()
                .toList();
    }

    /** The objects of a list; of anything else there are none. */
    List<InfoFields> objects(String field) {
        JsonNode value = json.path(field);
        return value.isArray()
                ? value.valueStream()
                        .filter(JsonNode::isObject)
                        .map(InfoFields::new)
                        .toList()
                : List.of();
    }
}

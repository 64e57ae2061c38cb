package io.reelflow.status.search;

import io.reelflow.status.ApiProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for, and where.
 *
 * @param channelId of the job that expanded to the video, or of the publisher's channel
 * @param mode null: whichever fits
 * @param publishedBefore that day itself is not meant
 */
record SearchRequest(
        String q,
        @Nullable String channelId,
        @Nullable String videoId,
        @Nullable Kind kind,
        @Nullable String language,
        @Nullable String speaker,
        @Nullable LocalDate publishedAfter,
        @Nullable LocalDate publishedBefore,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable Mode mode,
        int limit,
        int offset) {
    private static final int MAX_LIMIT = 100;

    /** Pages further behind are asked for by nobody who reads; each costs as much as all before it. */
    private static final int MAX_OFFSET = 10_000;

    private static final int MAX_LENGTH = 500;

    static SearchRequest of(Map<String, String> query) {
        String q = text(query, "q");
        if (q == null || q.length() > MAX_LENGTH) {
            throw wrong("q", q == null ? "must be given" : "must have at most " + MAX_LENGTH + " characters");
        }
        return new SearchRequest(
                q,
                text(query, "channel_id"),
                text(query, "video_id"),
                word(query, "kind", Kind.values(), Kind::word),
                text(query, "language"),
                text(query, "speaker"),
                parsed(query, "published_after", LocalDate::parse, "a day like 2026-11-21"),
                parsed(query, "published_before", LocalDate::parse, "a day like 2026-11-21"),
                parsed(query, "created_after", Instant::parse, "a time like 2026-11-21T09:00:00Z"),
                parsed(query, "created_before", Instant::parse, "a time like 2026-11-21T09:00:00Z"),
                word(query, "mode", Mode.values(), Mode::word),
                number(query, "limit", 20, 1, MAX_LIMIT),
                number(query, "offset", 0, 0, MAX_OFFSET));
    }

    private static @Nullable String text(Map<String, String> query, String name) {
        String value = query.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Quotes and a minus ask for words, whatever they mean. */
    boolean isAboutWords() {
        return q.indexOf('"') >= 0 || q.startsWith("-") || q.contains(" -");
    }

    private static <E> @Nullable E word(Map<String, String> query, String name, E[] values, Function<E, String> words) {
        String value = text(query, name);
        if (value == null) {
            return null;
        }
        return Arrays.stream(values)
                .filter(each -> words.apply(each).equals(value))
                .findFirst()
                .orElseThrow(() -> wrong(
                        name,
                        "'" + value + "' must be one of "
                                + Arrays.stream(values).map(words).collect(Collectors.joining(", "))));
    }

    private static <T> @Nullable T parsed(
            Map<String, String> query, String name, Function<String, T> parser, String form) {
        String value = text(query, name);
        try {
            return value == null ? null : parser.apply(value);
        } catch (DateTimeException e) {
            throw wrong(name, "'" + value + "' must be " + form);
        }
    }

    private static int number(Map<String, String> query, String name, int otherwise, int least, int most) {
        String value = text(query, name);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw wrong(name, "'" + value + "' must be a whole number from " + least + " to " + most);
    }

    private static ApiProblem wrong(String field, String rule) {
        return ApiProblem.invalidField(field, "INVALID_REQUEST", field + " " + rule);
    }
}

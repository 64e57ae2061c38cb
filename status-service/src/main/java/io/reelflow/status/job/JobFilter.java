package io.reelflow.status.job;

import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.status.ApiProblem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs, as SQL conditions with their parameters.
 *
 * @param after the last job of the page before; null for the first page
 */
public record JobFilter(
        List<String> conditions,
        List<Object> parameters,
        int limit,
        int offset,
        @Nullable Cursor after) {
    private static final int MAX_LIMIT = 1_000;

    static final String OF_OWNER = "user_id = ?";
    static final String OF_STATUS = "status = ?";

    /** What a list can be narrowed by. */
    public static final List<String> FIELDS = List.of(
            "status_filter",
            "job_type",
            "channel_id",
            "video_id",
            "user_id",
            "priority",
            "error_code",
            "created_after",
            "created_before",
            "q");

    /** The place between two pages, by the order of the list. */
    public record Cursor(Instant createdAt, String jobId) {
        public String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((createdAt + " " + jobId).getBytes(StandardCharsets.UTF_8));
        }

        public static Cursor parse(String text) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
                return new Cursor(
                        Instant.parse(parts[0]), UUID.fromString(parts[1]).toString());
            } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
                throw ApiProblem.invalid("cursor '" + text + "' is not one that a list has given out");
            }
        }
    }

    /** @param owner whose jobs only; null for everybody's */
    public static JobFilter of(Map<String, String> query, @Nullable String owner) {
        var conditions = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        add(conditions, parameters, OF_OWNER, owner);
        add(conditions, parameters, OF_STATUS, word(query, "status_filter", JobStatus.values(), JobStatus::word));
        add(conditions, parameters, "job_type = ?", word(query, "job_type", JobType.values(), JobType::word));
        add(conditions, parameters, "channel_id = ?::uuid", id(query, "channel_id"));
        add(conditions, parameters, "video_id = ?", text(query, "video_id"));
        add(conditions, parameters, OF_OWNER, text(query, "user_id"));
        add(conditions, parameters, "error_code = ?", text(query, "error_code"));
        add(conditions, parameters, "created_at >= ?::timestamptz", time(query, "created_after"));
        add(conditions, parameters, "created_at < ?::timestamptz", time(query, "created_before"));
        if (query.containsKey("priority")) {
            add(conditions, parameters, "priority = ?", number(query, "priority", 0, 1, 9));
        }
        String q = text(query, "q");
        if (q != null) {
            String like = "%" + q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
            conditions.add("""
                    (url ILIKE ? OR video_id ILIKE ? OR job_id::text ILIKE ? OR EXISTS (
                        SELECT FROM video_metadata m WHERE m.video_id = processing_jobs.video_id AND m.title ILIKE ?))\
                    """);
            parameters.addAll(List.of(like, like, like, like));
        }
        String cursor = text(query, "cursor");
        return new JobFilter(
                conditions,
                parameters,
                number(query, "limit", 50, 1, MAX_LIMIT),
                number(query, "offset", 0, 0, Integer.MAX_VALUE),
                cursor == null ? null : Cursor.parse(cursor));
    }

    private static void add(
            List<String> conditions, List<Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.add(value);
        }
    }

    private static @Nullable String text(Map<String, String> query, String name) {
        String value = query.get(name);
        return value == null || value.isBlank() ? null : value.strip().replace("\0", "");
    }

    private static <E> @Nullable String word(
            Map<String, String> query, String name, E[] values, Function<E, String> words) {
        String value = text(query, name);
        List<String> known = Arrays.stream(values).map(words).toList();
        if (value != null && !known.contains(value)) {
            throw ApiProblem.invalid(name + " '" + value + "' must be one of " + String.join(", ", known));
        }
        return value;
    }

    private static @Nullable String time(Map<String, String> query, String name) {
        String value = text(query, name);
        try {
            return value == null ? null : Instant.parse(value).toString();
        } catch (DateTimeParseException e) {
            throw ApiProblem.invalid(name + " '" + value + "' must be a time like 2026-11-21T09:00:00Z");
        }
    }

    /** A parameter that is true or false; false where it is not given. */
    public static boolean truth(String name, @Nullable String value) {
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw ApiProblem.invalidField(name, "INVALID_REQUEST", name + " '" + value + "' must be true or false");
        }
        return "true".equals(value);
    }

    private static @Nullable String id(Map<String, String> query, String name) {
        String value = text(query, name);
        try {
            return value == null ? null : UUID.fromString(value).toString();
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalidField(name, "INVALID_REQUEST", name + " '" + value + "' is not an id");
        }
    }

    private static int number(Map<String, String> query, String name, int otherwise, int least, int most) {
        String value = text(query, name);
        return value == null ? otherwise : number(name, value, least, most);
    }

    /** A parameter that is a whole number in a range. */
    public static int number(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw ApiProblem.invalidField(name, "INVALID_REQUEST", name + " '" + value + "' must be a whole number");
        }
        throw ApiProblem.invalidField(
                name, "INVALID_REQUEST", name + " " + value + " must be from " + least + " to " + most);
    }
}

package io.reelflow.status.export;

import io.reelflow.status.ApiProblem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for: rows changed from {@code since} on and before {@code until}.
 *
 * @param owner whose rows only; null for everybody's
 */
record ExportRequest(
        ExportTable table,
        Format format,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String owner) {

    /** The form of the file. */
    enum Format {
        PARQUET("application/vnd.apache.parquet"),
        CSV("text/csv;charset=utf-8");

        final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String extension() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param file {@code TABLE.FORMAT} */
    static ExportRequest of(String file, @Nullable String since, @Nullable String until, @Nullable String owner) {
        int dot = file.lastIndexOf('.');
        ExportTable table = ExportTable.named(file.substring(0, dot));
        Instant from = time("since", since);
        Instant to = time("until", until);
        if (from != null && to != null && !from.isBefore(to)) {
            throw ApiProblem.invalidField(
                    "until", "INVALID_REQUEST", "until '" + until + "' must be after since '" + since + "'");
        }
        return new ExportRequest(table, format(file.substring(dot + 1), file), from, to, owner);
    }

    String fileName() {
        return table.name() + "." + format.extension();
    }

    private static Format format(String extension, String file) {
        for (Format each : Format.values()) {
            if (each.extension().equals(extension)) {
                return each;
            }
        }
        throw ApiProblem.notFound("There is no " + file + "; an export ends with .parquet or .csv");
    }

    private static @Nullable Instant time(String name, @Nullable String value) {
        try {
            return value == null ? null : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw ApiProblem.invalidField(
                    name, "INVALID_REQUEST", name + " '" + value + "' must be a time like 2026-11-21T09:00:00Z");
        }
    }
}

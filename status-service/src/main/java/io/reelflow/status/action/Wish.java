package io.reelflow.status.action;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to be done with which jobs.
 *
 * @param filter as the parameters of {@code GET /jobs}; empty where jobs are named, or all are meant
 * @param ids jobs that are named; empty where a filter says which
 * @param priority 1 (first) … 9 (last), of {@code PRIORITY}
 * @param force of {@code RETRY}: completed ones, too
 * @param reason of {@code CANCEL}, in the client's words
 * @param reprocess of {@code REPROCESS}: the body of the same wish for one video
 */
public record Wish(
        Kind kind,
        Map<String, String> filter,
        List<String> ids,
        @Nullable Integer priority,
        boolean force,
        @Nullable String reason,
        @Nullable JsonNode reprocess) {

    /** What is to be done. */
    public enum Kind {
        RETRY,
        CANCEL,
        REPROCESS,
        PRIORITY,
        PAUSE,
        RESUME;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of all jobs that a filter, which must not be empty, lets through. */
    public static Wish of(Kind kind, Map<String, String> filter) {
        return new Wish(kind, Map.copyOf(filter), List.of(), null, false, null, null);
    }

    boolean namesJobs() {
        return !ids.isEmpty();
    }

    Wish withoutIds() {
        return new Wish(kind, filter, List.of(), priority, force, reason, reprocess);
    }

    Wish withFilter(Map<String, String> other) {
        return new Wish(kind, other, ids, priority, force, reason, reprocess);
    }
}

package io.reelflow.status.video;

import io.reelflow.schemas.job.JobStatus;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.WebAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Videos, each with its latest job, hidden ones apart; dry runs are of no video. Every call blocks. */
@Component
class VideoList {
    private static final int MAX_LIMIT = 1_000;
    private static final String LATEST = """
             FROM processing_jobs p LEFT JOIN video_metadata m USING (video_id) LEFT JOIN video_revisions r USING (video_id)
                  LEFT JOIN hidden_videos h USING (video_id)
            WHERE NOT p.dry_run AND coalesce(p.job_type, '') NOT IN ('purge', 'conversion', 'channel')
              AND (h.video_id IS NOT NULL) = :deleted AND (:owner::text IS NULL OR p.user_id = :owner)
              AND (:status::text IS NULL OR p.status = :status)
              AND (:q::text IS NULL OR p.video_id ILIKE :q OR p.url ILIKE :q OR coalesce(r.edits ->> 'title', m.title) ILIKE :q)
              AND NOT EXISTS (SELECT FROM processing_jobs n
                  WHERE n.video_id = p.video_id AND NOT n.dry_run AND n.job_type IS DISTINCT FROM 'conversion' AND (:owner::text IS NULL OR n.user_id = :owner)
                    AND (n.created_at, n.job_id) > (p.created_at, p.job_id))
            """;

    private final JdbcClient jdbc;

    VideoList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param status of the latest job
     * @param duration seconds
     * @param thumbnail address of the stored picture
     * @param restorableUntil of a deleted one
     */
    record Line(
            String videoId,
            @Nullable String title,
            String status,
            String jobId,
            @Nullable String url,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Double duration,
            @Nullable String channel,
            @Nullable String thumbnail,
            @Nullable Instant restorableUntil) {
        static Line of(ResultSet row, String base) throws SQLException {
            String thumbnail = row.getString(10);
            OffsetDateTime until = row.getObject(11, OffsetDateTime.class);
            return new Line(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getObject(6, OffsetDateTime.class).toInstant(),
                    row.getObject(7, OffsetDateTime.class).toInstant(),
                    row.getObject(8, Double.class),
                    row.getString(9),
                    thumbnail == null ? null : WebAddress.api(base, "/files/") + thumbnail,
                    until == null ? null : until.toInstant());
        }
    }

    /** @param total of all pages together */
    record Page(List<Line> videos, long total, int limit, int offset) {}

    /**
     * @param owner whose jobs only; null for everybody's
     * @param base scheme and authority that addresses of files begin with
     */
    Page of(Map<String, String> query, @Nullable String owner, String base) {
        int limit = number(query, "limit", 100, 1, MAX_LIMIT);
        int offset = number(query, "offset", 0, 0, Integer.MAX_VALUE);
        String status = status(query.get("status"));
        String like = like(query.get("q"));
        boolean deleted = truth(query, "deleted");
        long total = jdbc.sql("SELECT count(*)" + LATEST)
                .param("owner", owner)
                .param("status", status)
                .param("q", like)
                .param("deleted", deleted)
                .query(Long.class)
                .single();
        List<Line> videos = jdbc.sql(
                        "SELECT p.video_id, coalesce(r.edits ->> 'title', m.title), p.status, p.job_id::text, p.url, p.created_at, p.updated_at,"
                                + " m.duration_seconds, m.channel, m.thumbnail_key, h.restorable_until" + LATEST
                                + " ORDER BY p.created_at DESC, p.job_id DESC LIMIT :limit OFFSET :offset")
                .param("owner", owner)
                .param("status", status)
                .param("q", like)
                .param("limit", limit)
                .param("offset", offset)
                .param("deleted", deleted)
                .query((row, ignored) -> Line.of(row, base))
                .list();
        return new Page(videos, total, limit, offset);
    }

    private static @Nullable String status(@Nullable String word) {
        List<String> known =
                Arrays.stream(JobStatus.values()).map(JobStatus::word).toList();
        if (word != null && !known.contains(word)) {
            throw ApiProblem.invalidField(
                    "status", "INVALID_REQUEST", "status '" + word + "' must be one of " + String.join(", ", known));
        }
        return word;
    }

    private static @Nullable String like(@Nullable String q) {
        return q == null || q.isBlank()
                ? null
                : "%"
                        + q.strip()
                                .replace("\0", "")
                                .replace("\\", "\\\\")
                                .replace("%", "\\%")
                                .replace("_", "\\_")
                        + "%";
    }

    private static boolean truth(Map<String, String> query, String name) {
        String value = query.getOrDefault(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw ApiProblem.invalidField(name, "INVALID_REQUEST", name + " '" + value + "' must be true or false");
        }
        return value.equals("true");
    }

    private static int number(Map<String, String> query, String name, int otherwise, int least, int most) {
        String value = query.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw ApiProblem.invalidField(
                name,
                "INVALID_REQUEST",
                name + " '" + value + "' must be a whole number from " + least + " to " + most);
    }
}

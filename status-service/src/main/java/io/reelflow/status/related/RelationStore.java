package io.reelflow.status.related;

import io.reelflow.schemas.Json;
import io.reelflow.status.related.Lists.Pair;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code video_relationships}. Every call blocks. */
@Component
class RelationStore {
    private final JdbcClient jdbc;

    RelationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(
            String videoId,
            String relatedVideoId,
            String kind,
            String value,
            String display,
            double weight,
            @Nullable Double startSeconds,
            @Nullable Double relatedStartSeconds) {
        static Row of(Pair pair, Reason reason) {
            return new Row(
                    pair.videoId(),
                    pair.relatedId(),
                    reason.kind().word(),
                    reason.value(),
                    reason.display(),
                    reason.weight(),
                    reason.startSeconds(),
                    reason.relatedStartSeconds());
        }
    }

    /** All that the video is related to, and all that are related to it. */
    Set<String> known(String videoId) {
        return new HashSet<>(
                jdbc.sql("""
                        SELECT related_video_id FROM video_relationships WHERE video_id = :video
                        UNION SELECT video_id FROM video_relationships WHERE related_video_id = :video
                        """).param("video", videoId).query(String.class).list());
    }

    /** For each of the videos the weight of each that is related to it. */
    Map<String, Map<String, Double>> lists(Collection<String> videoIds) {
        var found = new HashMap<String, Map<String, Double>>();
        jdbc.sql("""
                        SELECT video_id, related_video_id, 1 - exp(sum(ln(greatest(1 - weight, 1e-9))))
                        FROM video_relationships WHERE video_id = ANY (?::text[]) GROUP BY 1, 2
                        """).param(videoIds.toArray(String[]::new)).query(row -> {
            found.computeIfAbsent(row.getString(1), any -> new HashMap<>()).put(row.getString(2), row.getDouble(3));
        });
        return found;
    }

    /** Rows that stay as they are are not written. */
    void write(Lists lists) {
        List<Row> rows = lists.rows().entrySet().stream()
                .flatMap(pair -> pair.getValue().stream().map(reason -> Row.of(pair.getKey(), reason)))
                .toList();
        String json = Json.MAPPER.writeValueAsString(rows);
        List<Pair> pairs = Stream.concat(lists.rows().keySet().stream(), lists.gone().stream())
                .toList();
        jdbc.sql("""
                        DELETE FROM video_relationships r
                        USING unnest(:videos::text[], :others::text[]) AS pair (video_id, related_video_id)
                        WHERE r.video_id = pair.video_id AND r.related_video_id = pair.related_video_id AND NOT EXISTS (
                            SELECT FROM jsonb_to_recordset(:rows::jsonb)
                                AS n (video_id text, related_video_id text, kind text, value text)
                            WHERE n.video_id = r.video_id AND n.related_video_id = r.related_video_id
                              AND n.kind = r.kind AND n.value = r.value)
                        """)
                .param("videos", pairs.stream().map(Pair::videoId).toArray(String[]::new))
                .param("others", pairs.stream().map(Pair::relatedId).toArray(String[]::new))
                .param("rows", json)
                .update();
        jdbc.sql("""
                        INSERT INTO video_relationships AS r (video_id, related_video_id, kind, value, display, weight,
                            start_seconds, related_start_seconds)
                        SELECT * FROM jsonb_to_recordset(:rows::jsonb) AS n (video_id text, related_video_id text, kind text,
                            value text, display text, weight double precision,
                            start_seconds double precision, related_start_seconds double precision)
                        ON CONFLICT (video_id, related_video_id, kind, value) DO UPDATE SET
                            display = excluded.display, weight = excluded.weight, start_seconds = excluded.start_seconds,
                            related_start_seconds = excluded.related_start_seconds, updated_at = now()
                        WHERE (r.display, r.weight, r.start_seconds, r.related_start_seconds) IS DISTINCT FROM
                            (excluded.display, excluded.weight, excluded.start_seconds, excluded.related_start_seconds)
                        """).param("rows", json).update();
    }
}

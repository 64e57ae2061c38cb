package io.reelflow.status.related;

import io.reelflow.schemas.Json;
import io.reelflow.status.related.Scores.Counted;
import io.reelflow.status.related.Scores.Shared;
import io.reelflow.status.related.SharedPassages.Hit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Features and fingerprints of all videos, and the inverted indexes over them. Every call blocks. */
@Component
class FeatureStore {
    /**
     * Others with the same feature that are looked at, to each side in the order of their ids: a channel of 100,000 videos
     * costs each of them as little as one of 200, and who looks at whom is the same from both sides.
     */
    private static final int NEIGHBOURS = 100;

    /** Candidates by features, the most promising, that are compared in full. */
    private static final int CANDIDATES = 200;

    /** What more places say word for word is boilerplate. */
    private static final int PLACES = 100;

    private final JdbcClient jdbc;

    FeatureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record PassageRow(int wordIndex, long hash, double startSeconds) {}

    private record FeatureRow(String kind, String value, String display, double weight) {}

    /** Rows that stay as they are are not written. */
    void replace(String videoId, List<Feature> features, Passages passages) {
        jdbc.sql("""
                        INSERT INTO compared_videos (video_id) VALUES (?)
                        ON CONFLICT (video_id) DO UPDATE SET updated_at = excluded.updated_at
                        """).param(videoId).update();
        String rows = Json.MAPPER.writeValueAsString(features.stream()
                .map(each -> new FeatureRow(each.kind().word(), each.value(), each.display(), each.weight()))
                .toList());
        update(videoId, rows, """
                DELETE FROM video_features f WHERE video_id = :video AND NOT EXISTS (
                    SELECT FROM jsonb_to_recordset(:rows::jsonb) AS r (kind text, value text)
                    WHERE r.kind = f.kind AND r.value = f.value)
                """);
        update(videoId, rows, """
                INSERT INTO video_features AS f (video_id, kind, value, display, weight)
                SELECT :video, r.* FROM jsonb_to_recordset(:rows::jsonb)
                    AS r (kind text, value text, display text, weight double precision)
                ON CONFLICT (video_id, kind, value) DO UPDATE SET display = excluded.display, weight = excluded.weight
                WHERE (f.display, f.weight) IS DISTINCT FROM (excluded.display, excluded.weight)
                """);
        String prints = Json.MAPPER.writeValueAsString(passages.fingerprints().stream()
                .map(each -> new PassageRow(each.wordIndex(), each.hash(), each.startSeconds()))
                .toList());
        update(videoId, prints, """
                DELETE FROM video_passages p WHERE video_id = :video AND NOT EXISTS (
                    SELECT FROM jsonb_to_recordset(:rows::jsonb) AS r (word_index integer, hash bigint)
                    WHERE r.word_index = p.word_index AND r.hash = p.hash)
                """);
        update(videoId, prints, """
                INSERT INTO video_passages AS p (video_id, word_index, hash, start_seconds)
                SELECT :video, r.* FROM jsonb_to_recordset(:rows::jsonb)
                    AS r (word_index integer, hash bigint, start_seconds double precision)
                ON CONFLICT (video_id, word_index) DO UPDATE SET start_seconds = excluded.start_seconds
                WHERE p.start_seconds <> excluded.start_seconds
                """);
    }

    private void update(String videoId, String rows, String sql) {
        jdbc.sql(sql).param("video", videoId).param("rows", rows).update();
    }

    /** Takes all relations of the video along. */
    void remove(String videoId) {
        jdbc.sql("DELETE FROM compared_videos WHERE video_id = ?")
                .param(videoId)
                .update();
    }

    long videos() {
        return jdbc.sql("SELECT videos FROM feature_counts WHERE kind = 'video' AND value = ''")
                .query(Long.class)
                .single();
    }

    /** The video's own features that others have too. */
    Map<Feature.Key, Counted> shareable(String videoId) {
        var found = new HashMap<Feature.Key, Counted>();
        jdbc.sql("""
                        SELECT f.kind, f.value, f.display, f.weight, c.videos
                        FROM video_features f JOIN feature_counts c USING (kind, value)
                        WHERE f.video_id = ? AND c.videos > 1
                        """).param(videoId).query(row -> {
            var feature = new Feature(Kind.of(row.getString(1)), row.getString(2), row.getString(3), row.getDouble(4));
            found.put(feature.key(), new Counted(feature, row.getLong(5)));
        });
        return found;
    }

    /** Other videos that share features, the most promising first. */
    Set<String> candidates(String videoId, Collection<Counted> own, Scores scores) {
        List<String> found = jdbc.sql("""
                        SELECT o.video_id
                        FROM unnest(:kinds::text[], :values::text[], :potencies::double precision[])
                            AS own (kind, value, potency)
                        CROSS JOIN LATERAL (
                            (SELECT f.video_id, f.weight FROM video_features f
                             WHERE f.kind = own.kind AND f.value = own.value AND f.video_id > :video
                             ORDER BY f.video_id LIMIT :neighbours)
                            UNION ALL
                            (SELECT f.video_id, f.weight FROM video_features f
                             WHERE f.kind = own.kind AND f.value = own.value AND f.video_id < :video
                             ORDER BY f.video_id DESC LIMIT :neighbours)) o
                        GROUP BY o.video_id ORDER BY sum(own.potency * o.weight) DESC, o.video_id LIMIT :candidates
                        """)
                .param("kinds", texts(own, each -> each.feature().kind().word()))
                .param("values", texts(own, each -> each.feature().value()))
                .param(
                        "potencies",
                        own.stream()
                                .map(each ->
                                        scores.potency(each) * each.feature().weight())
                                .toArray(Double[]::new))
                .param("video", videoId)
                .param("neighbours", NEIGHBOURS)
                .param("candidates", CANDIDATES)
                .query(String.class)
                .list();
        return Set.copyOf(found);
    }

    /** All that the others have of our features. */
    List<Shared> shared(Collection<Counted> own, Collection<String> others) {
        return jdbc.sql("""
                        SELECT f.video_id, f.kind, f.value, f.weight FROM video_features f
                        JOIN unnest(:kinds::text[], :values::text[]) AS own (kind, value) USING (kind, value)
                        WHERE f.video_id = ANY (:others::text[])
                        """)
                .param("kinds", texts(own, each -> each.feature().kind().word()))
                .param("values", texts(own, each -> each.feature().value()))
                .param("others", others.toArray(String[]::new))
                .query((row, ignored) -> new Shared(
                        row.getString(1),
                        new Feature.Key(Kind.of(row.getString(2)), row.getString(3)),
                        row.getDouble(4)))
                .list();
    }

    /** Fingerprints that stand in other videos too, without those of boilerplate. */
    List<Hit> passages(String videoId) {
        return jdbc.sql("""
                        SELECT own.hash, own.word_index, own.start_seconds, o.video_id, o.word_index, o.start_seconds
                        FROM video_passages own
                        CROSS JOIN LATERAL (
                            SELECT same.*, count(*) OVER () AS places
                            FROM (SELECT * FROM video_passages p WHERE p.hash = own.hash LIMIT :places + 1) same) o
                        WHERE own.video_id = :video AND o.video_id <> :video AND o.places <= :places
                        """)
                .param("video", videoId)
                .param("places", PLACES)
                .query((row, ignored) -> new Hit(
                        row.getLong(1),
                        row.getInt(2),
                        row.getDouble(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getDouble(6)))
                .list();
    }

    private static String[] texts(Collection<Counted> own, Function<Counted, String> text) {
        return own.stream().map(text).toArray(String[]::new);
    }
}

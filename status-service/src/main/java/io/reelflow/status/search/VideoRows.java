package io.reelflow.status.search;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.CorrectedTranscript;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Videos as they are shown now: current versions of results only, as people have corrected them; no dry runs, and none that is
 * hidden. Every call blocks.
 */
@Component
class VideoRows {
    private static final String VIDEOS = """
            SELECT p.video_id, m.title, m.language, m.published, m.channel_id AS channel, r.edits,
                   array_remove(array_agg(DISTINCT p.user_id), NULL) AS owners,
                   array_remove(array_agg(DISTINCT p.channel_id::text), NULL) AS channels,
                   min(p.created_at) AS created
              FROM processing_jobs p
              LEFT JOIN video_metadata m USING (video_id)
              LEFT JOIN video_revisions r USING (video_id)
             WHERE NOT p.dry_run AND p.video_id = ANY (:ids)
               AND NOT EXISTS (SELECT FROM hidden_videos h WHERE h.video_id = p.video_id)
             GROUP BY p.video_id, m.video_id, r.video_id
            """;
    private static final String SEGMENTS = """
            SELECT video_id, language, start_seconds, end_seconds, speaker, text,
                   words, word_starts, word_ends
              FROM current_transcript_segments WHERE video_id = ANY (:ids)
             ORDER BY video_id, segment_index
            """;
    private static final String OTHERS = """
            SELECT s.video_id, 'SLIDE' AS kind, t.language, s.start_seconds, s.end_seconds, s.text
              FROM current_slides s
              LEFT JOIN (SELECT video_id, language FROM current_transcriptions WHERE video_id = ANY (:ids)) t USING (video_id)
             WHERE s.video_id = ANY (:ids) AND s.same_as IS NULL AND s.text IS NOT NULL
            UNION ALL
            SELECT video_id, 'COMMENT', NULL, 0, 0, text FROM current_comments WHERE video_id = ANY (:ids)
            """;

    private static final String PASSAGES =
            "SELECT video_id, text, embedding FROM current_passages WHERE video_id = ANY (:ids)";

    private final JdbcClient jdbc;
    private final Meanings meanings;

    VideoRows(JdbcClient jdbc, Meanings meanings) {
        this.jdbc = jdbc;
        this.meanings = meanings;
    }

    private record Heard(@Nullable String language, List<Segment> segments) {
        private static final Heard NOTHING = new Heard(null, List.of());
    }

    /** Those of these videos that are to be found. */
    List<SearchableVideo> of(Collection<String> ids) {
        String[] array = ids.toArray(String[]::new);
        Map<String, Heard> heard = new HashMap<>();
        jdbc.sql(SEGMENTS).param("ids", array).query(row -> {
            String language = row.getString("language");
            heard.computeIfAbsent(row.getString("video_id"), id -> new Heard(language, new ArrayList<>()))
                    .segments()
                    .add(segment(row));
        });
        Map<String, List<Moment>> others = new HashMap<>();
        jdbc.sql(OTHERS).param("ids", array).query(row -> {
            others.computeIfAbsent(row.getString("video_id"), id -> new ArrayList<>())
                    .add(moment(row));
        });
        Map<String, Map<String, byte[]>> meant = new HashMap<>();
        jdbc.sql(PASSAGES).param("ids", array).query(row -> {
            meant.computeIfAbsent(row.getString("video_id"), id -> new HashMap<>())
                    .put(row.getString("text"), row.getBytes("embedding"));
        });
        return jdbc.sql(VIDEOS)
                .param("ids", array)
                .query((row, ignored) -> {
                    String id = row.getString("video_id");
                    return video(
                            row,
                            heard.getOrDefault(id, Heard.NOTHING),
                            others.getOrDefault(id, List.of()),
                            meant.getOrDefault(id, Map.of()));
                })
                .list();
    }

    /** The first videos after this one, by their ids; all of them have been processed once. */
    List<String> after(String videoId, int most) {
        return jdbc.sql("SELECT video_id FROM video_metadata WHERE video_id > ? ORDER BY video_id LIMIT ?")
                .params(videoId, most)
                .query(String.class)
                .list();
    }

    private static Segment segment(ResultSet row) throws SQLException {
        return new Segment(
                row.getDouble("start_seconds"),
                row.getDouble("end_seconds"),
                row.getString("text"),
                row.getString("speaker"),
                words(row));
    }

    private static List<Word> words(ResultSet row) throws SQLException {
        String[] words = (String[]) row.getArray("words").getArray();
        Float[] starts = (Float[]) row.getArray("word_starts").getArray();
        Float[] ends = (Float[]) row.getArray("word_ends").getArray();
        var timed = new ArrayList<Word>(words.length);
        for (int i = 0; i < words.length; i++) {
            timed.add(new Word(starts[i], ends[i], words[i], 1));
        }
        return timed;
    }

    private static Moment moment(ResultSet row) throws SQLException {
        return new Moment(
                Kind.valueOf(row.getString("kind")),
                row.getString("language"),
                row.getDouble("start_seconds"),
                row.getDouble("end_seconds"),
                null,
                row.getString("text"),
                List.of());
    }

    private SearchableVideo video(ResultSet row, Heard heard, List<Moment> others, Map<String, byte[]> meant)
            throws SQLException {
        String json = row.getString("edits");
        Edits edits = json == null ? null : Json.MAPPER.readValue(json, Edits.class);
        String title = edits == null || edits.title() == null ? row.getString("title") : edits.title();
        List<Moment> moments = new ArrayList<>(others);
        List<Segment> said = edits == null ? heard.segments() : CorrectedTranscript.segments(heard.segments(), edits);
        said.forEach(each -> moments.add(Moment.said(each, heard.language())));
        if (title != null) {
            moments.add(new Moment(Kind.TITLE, row.getString("language"), 0, 0, null, title, List.of()));
        }
        Set<String> channels = texts(row, "channels");
        if (row.getString("channel") != null) {
            channels.add(row.getString("channel"));
        }
        Date published = row.getDate("published");
        return new SearchableVideo(
                row.getString("video_id"),
                title,
                texts(row, "owners"),
                channels,
                published == null ? null : published.toLocalDate(),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                moments,
                Passage.of(said, heard.language(), meant, meanings));
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        return new HashSet<>(Arrays.asList((String[]) row.getArray(column).getArray()));
    }
}

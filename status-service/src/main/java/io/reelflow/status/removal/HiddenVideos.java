package io.reelflow.status.removal;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Videos that are removed but may be restored: the table {@code hidden_videos}, which every list and search leaves out
 * ({@code NOT EXISTS (SELECT FROM hidden_videos h WHERE h.video_id = …)}). Every call blocks.
 */
@Component
public class HiddenVideos {
    private final JdbcClient jdbc;

    HiddenVideos(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param restorableUntil it is purged from then on */
    public record Hidden(String videoId, Instant hiddenAt, Instant restorableUntil, String keyId) {}

    public Optional<Hidden> find(String videoId) {
        return jdbc.sql("SELECT hidden_at, restorable_until, key_id FROM hidden_videos WHERE video_id = ?")
                .param(videoId)
                .query((row, ignored) -> new Hidden(
                        videoId,
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3)))
                .optional();
    }

    /** One that is hidden already keeps its deadline. */
    public void hide(String videoId, Instant now, Duration restorable, String keyId) {
        jdbc.sql("INSERT INTO hidden_videos VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(videoId, at(now), at(now.plus(restorable)), keyId)
                .update();
    }

    /** Whether it was hidden. */
    public boolean show(String videoId) {
        return jdbc.sql("DELETE FROM hidden_videos WHERE video_id = ?")
                        .param(videoId)
                        .update()
                > 0;
    }

    /** Those whose deadline has passed, the longest ago first. */
    List<String> expired(Instant now, int most) {
        return jdbc.sql("""
                        SELECT video_id FROM hidden_videos WHERE restorable_until <= ?
                        ORDER BY restorable_until LIMIT ?
                        """).params(at(now), most).query(String.class).list();
    }

    /** Who asks for a new job of a hidden video wants it back. */
    void showAskedFor() {
        jdbc.sql("""
                        DELETE FROM hidden_videos h WHERE EXISTS (
                            SELECT FROM processing_jobs p WHERE p.video_id = h.video_id AND p.created_at > h.hidden_at)
                        """).update();
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}

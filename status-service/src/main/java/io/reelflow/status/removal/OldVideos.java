package io.reelflow.status.removal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Videos whose time is over: none with a job that has not ended, no dry run. Every call blocks. */
@Component
class OldVideos {
    private static final String ENDED = """
            SELECT video_id FROM processing_jobs
            WHERE NOT dry_run AND job_type IS DISTINCT FROM 'purge' AND job_type IS DISTINCT FROM 'channel'
            GROUP BY video_id HAVING bool_and(status IN ('completed', 'failed', 'cancelled'))
            """;

    private final JdbcClient jdbc;

    OldVideos(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those whose latest job was asked for before that, the oldest first. */
    List<String> before(Instant time, int most) {
        return jdbc.sql(ENDED + " AND max(created_at) < ? ORDER BY max(created_at), video_id LIMIT ?")
                .params(time.atOffset(ZoneOffset.UTC), most)
                .query(String.class)
                .list();
    }

    /** Whether a video is being removed for good: how much room that gives will be known then. */
    boolean isAnyPurged() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM purged_videos WHERE swept_at IS NULL)")
                .query(Boolean.class)
                .single();
    }

    /** Those beyond the newest so many, by their latest jobs. */
    List<String> beyond(int kept, int most) {
        return jdbc.sql("SELECT video_id FROM (" + ENDED
                        + " ORDER BY max(created_at) DESC, video_id OFFSET ?) o LIMIT ?")
                .params(kept, most)
                .query(String.class)
                .list();
    }
}

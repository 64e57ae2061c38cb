package io.reelflow.status.removal;

import io.reelflow.schemas.ObjectKeys;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of videos that are removed for good, and what remains of each: one line with a hash. Every call blocks. */
@Component
public class PurgedVideos {
    private final JdbcClient jdbc;

    PurgedVideos(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Removes all rows of the video in one transaction; answers which of its jobs had not ended. */
    List<String> remove(String videoId, Instant at, String purgeJobId, String asker) {
        return jdbc.sql("SELECT job_id FROM purge_rows(?, ?, ?::uuid, ?) WHERE was_open")
                .params(videoId, at.atOffset(ZoneOffset.UTC), purgeJobId, asker)
                .query(String.class)
                .list();
    }

    /** Whether it was removed once; it may have come back. */
    public boolean isRemoved(String videoId) {
        return lastJob(videoId, null).isPresent();
    }

    /**
     * The job of its last removal.
     *
     * @param asker whose removal only; null for anybody's
     */
    Optional<String> lastJob(String videoId, @Nullable String asker) {
        return jdbc.sql("""
                        SELECT purge_job_id::text FROM purged_videos
                        WHERE video_hash = :hash AND (:asker::text IS NULL OR requested_by = :asker)
                        ORDER BY number DESC LIMIT 1
                        """)
                .param("hash", ObjectKeys.hash(videoId))
                .param("asker", asker)
                .query(String.class)
                .optional();
    }
}

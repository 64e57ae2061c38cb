package io.reelflow.status.removal;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.status.SlowStatements;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows of videos that are removed for good, and what remains of each: one line with a hash. Every call blocks. */
@Component
public class PurgedVideos {
    /** It waits for all that is being written, and looks at all that was refused. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private final JdbcOperations connections;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    PurgedVideos(JdbcOperations connections, TransactionTemplate transaction) {
        this.connections = connections;
        this.jdbc = JdbcClient.create(connections);
        this.transaction = transaction;
    }

    /** Removes all rows of the video in one transaction; answers which of its jobs had not ended. */
    List<String> remove(String videoId, Instant at, String purgeJobId, String asker) {
        return Objects.requireNonNull(transaction.execute(ignored -> {
            SlowStatements.allow(connections, LONGEST);
            return jdbc.sql("SELECT job_id FROM purge_rows(?, ?, ?::uuid, ?) WHERE was_open")
                    .params(videoId, at.atOffset(ZoneOffset.UTC), purgeJobId, asker)
                    .query(String.class)
                    .list();
        }));
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

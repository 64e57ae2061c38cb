package io.reelflow.status.related;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Videos whose relations are to be computed, in {@code related_work}. A claim is a lease: what a process that died had
 * claimed is due again by itself, and a claim that another has followed is worth nothing any more.
 */
@Component
class WorkList {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final JdbcClient jdbc;

    WorkList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param version of the claim */
    record Claim(String videoId, long version, int tries) {}

    /** What has been due the longest; empty where nothing is. */
    Optional<Claim> claim() {
        return jdbc.sql("""
                        UPDATE related_work w
                        SET version = nextval('related_work_version'), tries = w.tries + 1,
                            due_at = now() + make_interval(secs => :lease)
                        FROM (SELECT video_id FROM related_work WHERE due_at <= now()
                              ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
                        WHERE w.video_id = due.video_id
                        RETURNING w.video_id, w.version, w.tries
                        """)
                .param("lease", LEASE.toSeconds())
                .query((row, ignored) -> new Claim(row.getString(1), row.getLong(2), row.getInt(3)))
                .optional();
    }

    /** Within a transaction: whether the claim holds; then it does until the transaction ends. */
    boolean holds(Claim claim) {
        return jdbc.sql("SELECT version FROM related_work WHERE video_id = ? AND version = ? FOR UPDATE")
                .params(claim.videoId(), claim.version())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    void done(Claim claim) {
        jdbc.sql("DELETE FROM related_work WHERE video_id = ? AND version = ?")
                .params(claim.videoId(), claim.version())
                .update();
    }

    /** To be tried again, each time after twice as long. */
    void failed(Claim claim) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(claim.tries() - 1, 20));
        jdbc.sql("""
                        UPDATE related_work SET due_at = now() + make_interval(secs => :pause)
                        WHERE video_id = :video AND version = :version
                        """)
                .param("pause", (pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause).toSeconds())
                .param("video", claim.videoId())
                .param("version", claim.version())
                .update();
    }

    void again(Collection<String> videoIds) {
        if (!videoIds.isEmpty()) {
            jdbc.sql("SELECT relate_again(video_id) FROM unnest(?::text[]) AS video_id ORDER BY video_id")
                    .param(videoIds.toArray(String[]::new))
                    .query(row -> {});
        }
    }
}

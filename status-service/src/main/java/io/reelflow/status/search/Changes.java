package io.reelflow.status.search;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The table of changed videos. Transactions are read in the order of their ids and only behind the oldest that still runs:
 * one that ends late is not passed over.
 */
@Component
class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
    static final String PURGED = "sha256:";

    private static final String KEPT = "PT24H";
    private static final int PAGE = 200;

    private final JdbcClient jdbc;

    Changes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A place between two changes, in one database. */
    record Place(String database, long transaction, String video) {
        static Place of(Map<String, String> mark) {
            return new Place(
                    mark.getOrDefault("database", ""),
                    Long.parseLong(mark.getOrDefault("transaction", "-1")),
                    mark.getOrDefault("video", ""));
        }

        Map<String, String> mark() {
            return Map.of("database", database, "transaction", Long.toString(transaction), "video", video);
        }
    }

    private record Change(String video, long transaction) {}

    /**
     * @param videos their ids, or {@link #PURGED} and a hash
     * @param next the place behind these
     */
    record Page(List<String> videos, Place next, boolean isLast) {}

    /** Behind all that has ended, and before all else. */
    Place now() {
        return jdbc.sql("""
                        SELECT current_database() || '@' || (SELECT system_identifier FROM pg_control_system()) AS database,
                               pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS transaction, '' AS video
                        """).query(Place.class).single();
    }

    /** Whether no change behind this place is forgotten. */
    boolean hold(Place place) {
        Place now = now();
        return place.database().equals(now.database())
                && place.transaction() <= now.transaction()
                && jdbc.sql("""
                        SELECT NOT EXISTS (SELECT FROM search_changes_forgotten WHERE xid::text::bigint > ?)
                        """).param(place.transaction()).query(Boolean.class).single();
    }

    Page behind(Place place) {
        List<Change> changes = jdbc.sql("""
                        SELECT video, xid::text::bigint AS transaction FROM search_changes
                         WHERE (xid, video) > (?::text::xid8, ?) AND xid < pg_snapshot_xmin(pg_current_snapshot())
                         ORDER BY xid, video LIMIT ?
                        """)
                .params(Long.toString(Math.max(0, place.transaction())), place.video(), PAGE)
                .query(Change.class)
                .list();
        if (changes.isEmpty()) {
            return new Page(List.of(), place, true);
        }
        Change last = changes.get(changes.size() - 1);
        return new Page(
                changes.stream().map(Change::video).distinct().toList(),
                new Place(place.database(), last.transaction(), last.video()),
                changes.size() < PAGE);
    }

    /** An index that has stood still for longer is made anew. */
    @Scheduled(fixedDelayString = "PT1H")
    void forgetOld() {
        try {
            jdbc.sql("""
                    WITH old AS (DELETE FROM search_changes WHERE changed_at < now() - ?::interval RETURNING xid)
                    UPDATE search_changes_forgotten SET xid = greatest(xid, (SELECT max(xid) FROM old))
                     WHERE EXISTS (SELECT FROM old)
                    """).param(Duration.parse(KEPT).toString()).update();
        } catch (DataAccessException e) {
            LOG.warn("Old changes are still in the database; again in an hour", e);
        }
    }
}

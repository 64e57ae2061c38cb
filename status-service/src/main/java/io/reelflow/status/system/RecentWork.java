package io.reelflow.status.system;

import io.reelflow.schemas.job.Stage;
import io.reelflow.status.job.CountChanges;
import io.reelflow.status.system.SystemReport.Minute;
import io.reelflow.status.system.SystemReport.StageTime;
import io.reelflow.status.system.SystemReport.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How fast work went lately, out of the tables. What it costs does not grow with the jobs there are: it looks at an hour
 * of counts and the newest few thousand rows. Every call blocks.
 */
@Component
class RecentWork {
    private static final int NEWEST = 5_000;

    /** A row for each minute of the hour, whether anything ended in it or not. */
    private static final String MINUTES = """
            WITH newest AS (
                SELECT status, started_at - created_at AS waited, completed_at - started_at AS took, completed_at, dry_run
                FROM processing_jobs WHERE %s ORDER BY created_at DESC LIMIT :most),
            times AS (
                SELECT date_trunc('minute', completed_at) AS minute,
                       percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY extract(epoch FROM waited)) AS waiting,
                       percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY extract(epoch FROM took)) AS processing
                FROM newest
                WHERE status = 'completed' AND dry_run = :dry AND completed_at >= now() - interval '1 hour'
                GROUP BY 1),
            ends AS (
                SELECT date_trunc('minute', second) AS minute, sum(jobs)::bigint AS jobs
                FROM job_ends WHERE scope = :scope AND dry_run = :dry AND second >= now() - interval '1 hour'
                GROUP BY 1)
            SELECT minute, coalesce(ends.jobs, 0), waiting[1], waiting[2], processing[1], processing[2]
            FROM generate_series(
                date_trunc('minute', now()) - interval '59 minutes', date_trunc('minute', now()), interval '1 minute') minute
            LEFT JOIN ends USING (minute) LEFT JOIN times USING (minute) ORDER BY minute
            """;

    private static final String STAGES = """
            SELECT r.stage, count(*) FILTER (WHERE r.outcome = 'completed' AND NOT reused),
                   count(*) FILTER (WHERE r.outcome <> 'completed'),
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE r.outcome = 'completed' AND NOT reused),
                   percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE r.outcome = 'completed' AND NOT reused)
            FROM (SELECT * FROM stage_runs WHERE ended_at > now() - interval '1 day' ORDER BY ended_at DESC LIMIT :most) r
            JOIN processing_jobs p USING (job_id)
            WHERE p.dry_run = :dry AND (:owner::text IS NULL OR p.user_id = :owner)
            GROUP BY r.stage
            """;

    private static final List<String> ORDER =
            Stream.of(Stage.values()).map(Stage::word).toList();

    private final JdbcClient jdbc;

    RecentWork(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param owner whose jobs only; null for everybody's */
    List<Minute> minutes(@Nullable String owner, boolean dryRun) {
        return jdbc.sql(MINUTES.formatted(owner == null ? "status = 'completed'" : "user_id = :owner"))
                .param("owner", owner)
                .param("scope", CountChanges.scope(owner))
                .param("dry", dryRun)
                .param("most", NEWEST)
                .query((row, ignored) -> new Minute(
                        row.getTimestamp(1).toInstant(),
                        row.getLong(2),
                        number(row, 3),
                        number(row, 4),
                        number(row, 5),
                        number(row, 6)))
                .list();
    }

    List<StageTime> stages(@Nullable String owner, boolean dryRun) {
        return jdbc
                .sql(STAGES)
                .param("owner", owner)
                .param("dry", dryRun)
                .param("most", NEWEST)
                .query((row, ignored) -> new StageTime(
                        row.getString(1), row.getLong(2), row.getLong(3), row.getDouble(4), row.getDouble(5)))
                .list()
                .stream()
                .filter(each -> each.runs() + each.failed() > 0)
                .sorted(Comparator.comparing(each -> ORDER.indexOf(each.stage())))
                .toList();
    }

    List<Waiting> queue(@Nullable String owner) {
        return jdbc.sql("SELECT coalesce(priority, 5), count(*) FROM processing_jobs WHERE status = 'queued'"
                        + (owner == null ? "" : " AND user_id = :owner") + " GROUP BY 1 ORDER BY 1")
                .param("owner", owner)
                .query((row, ignored) -> new Waiting(row.getInt(1), row.getLong(2)))
                .list();
    }

    long databaseBytes() {
        return jdbc.sql("SELECT pg_database_size(current_database())")
                .query(Long.class)
                .single();
    }

    private static @Nullable Double number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}

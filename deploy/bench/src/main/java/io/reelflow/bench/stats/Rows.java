package io.reelflow.bench.stats;

import io.reelflow.local.home.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The table of jobs itself: fills it, and counts all of it. */
public final class Rows implements AutoCloseable {
    /** Of ten jobs six are completed, one failed, cancelled, queued and processing; one in eleven of all is a dry run. */
    private static final String FILL = """
            INSERT INTO processing_jobs (job_id, video_id, url, job_type, status, stage, progress_percent, priority,
                user_id, dry_run, attempt, retry_count, max_retries, created_at, updated_at, started_at, completed_at,
                sequence)
            SELECT gen_random_uuid(), 'video-' || n, 'https://example.org/' || n, 'full_processing', status,
                CASE WHEN status = 'processing' THEN (ARRAY['downloading', 'transcribing', 'analyzing'])[1 + n / 10 % 3] END,
                0, 5, 'owner-' || n % 200, n % 11 = 0, 1, 0, 3, created, created,
                CASE WHEN status <> 'queued' THEN created END,
                CASE WHEN status IN ('completed', 'failed', 'cancelled')
                    THEN created + make_interval(secs => exp(random() * 8)) END, n
            FROM generate_series(1, ?) n,
                 LATERAL (SELECT (ARRAY['completed', 'completed', 'completed', 'completed', 'completed', 'completed',
                                        'failed', 'cancelled', 'queued', 'processing'])[1 + n % 10],
                                 now() - make_interval(secs => 40000 + n / 10)) AS j (status, created)
            """;

    private static final String COUNT = """
            SELECT status, count(*)::double precision FROM processing_jobs WHERE NOT dry_run GROUP BY status
            UNION ALL SELECT 'total', count(*) FROM processing_jobs WHERE NOT dry_run
            UNION ALL SELECT 'stage ' || stage, count(*) FROM processing_jobs
                WHERE NOT dry_run AND status = 'processing' GROUP BY stage
            """;

    private static final String TIMES = """
            SELECT avg(took), percentile_disc(0.5) WITHIN GROUP (ORDER BY took),
                   percentile_disc(0.95) WITHIN GROUP (ORDER BY took)
            FROM (SELECT extract(epoch FROM completed_at - started_at)::double precision AS took FROM processing_jobs
                  WHERE NOT dry_run AND status = 'completed' AND started_at IS NOT NULL) t
            """;

    private final Connection connection;

    public Rows(Endpoints.Postgres postgres) throws SQLException {
        connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
    }

    /**
     * So many jobs that have never been in the log; they are counted once, and from then on the counts move. They have left
     * nothing that could be found or compared, so nobody looks for it while the clock runs.
     */
    public void fill(int jobs) throws SQLException {
        try (PreparedStatement fill = connection.prepareStatement(FILL)) {
            fill.setInt(1, jobs);
            fill.executeUpdate();
        }
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT recount_jobs()");
            statement.execute("TRUNCATE search_changes, related_work");
            statement.execute("VACUUM ANALYZE processing_jobs");
        }
    }

    /** Jobs by status, of all and by {@code stage NAME} of those that run; dry runs left out. */
    Map<String, Double> count() throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COUNT)) {
            var counts = new TreeMap<String, Double>();
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getDouble(2));
            }
            return counts;
        }
    }

    /** Seconds that completed jobs took: mean, p50, p95. */
    double[] times() throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TIMES)) {
            row.next();
            return new double[] {row.getDouble(1), row.getDouble(2), row.getDouble(3)};
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

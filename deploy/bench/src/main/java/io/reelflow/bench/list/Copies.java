package io.reelflow.bench.list;

import io.reelflow.local.home.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Many jobs out of the one that is in the tables, each a second older than the one before, in every state. */
final class Copies {
    private static final String JOBS = """
            INSERT INTO processing_jobs SELECT (jsonb_populate_record(p, jsonb_build_object('job_id', gen_random_uuid(),
                'video_id', 'video-' || n, 'url', 'https://talks.example/' || n, 'dry_run', false,
                'status', (ARRAY['completed', 'completed', 'completed', 'failed', 'cancelled', 'queued', 'processing'])[1 + n % 7],
                'created_at', p.created_at - make_interval(secs => n)))).*
            FROM processing_jobs p, generate_series(1, ?) n
            """;

    private static final String STATES = """
            INSERT INTO job_states
            SELECT p.job_id, s.state || jsonb_build_object('job_id', p.job_id, 'video_id', p.video_id, 'status', p.status,
                'created_at', p.created_at, 'job', s.state -> 'job' || jsonb_build_object('job_id', p.job_id,
                    'video_id', p.video_id, 'url', p.url, 'dry_run', false, 'created_at', p.created_at))
            FROM processing_jobs p, (SELECT state::jsonb AS state FROM job_states) s
            WHERE NOT EXISTS (SELECT FROM job_states t WHERE t.job_id = p.job_id)
            """;

    private Copies() {}

    /** The address of the oldest of them ends with their number. */
    static void fill(Endpoints.Postgres postgres, int jobs) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                PreparedStatement fill = connection.prepareStatement(JOBS);
                var statement = connection.createStatement()) {
            fill.setInt(1, jobs);
            fill.executeUpdate();
            statement.executeUpdate(STATES);
            statement.execute("SELECT recount_jobs()");
            statement.execute("TRUNCATE search_changes, related_work"); // of videos that never were
            statement.execute("VACUUM ANALYZE processing_jobs");
            statement.execute("VACUUM ANALYZE job_states");
        }
    }
}

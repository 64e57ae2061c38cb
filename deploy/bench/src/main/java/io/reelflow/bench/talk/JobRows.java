package io.reelflow.bench.talk;

import io.reelflow.local.home.Endpoints;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the tables tell of some jobs. */
final class JobRows implements AutoCloseable {
    private static final int LOOK_MILLIS = 200;

    private final Connection connection;

    /** Seconds; from being asked for to the start, and from there to the end. */
    record Times(double jobsPerSecond, double waitMean, double waitLongest, double runMean) {}

    /**
     * All runs of one stage.
     *
     * @param from seconds from the start of the job
     * @param seconds of all parts, added up
     */
    record Stretch(String stage, double from, double to, int parts, double seconds, double cpu) {}

    JobRows(Endpoints.Postgres postgres) throws SQLException {
        connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
    }

    private interface Read<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> all(String sql, List<String> ids, Read<T> read) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                var all = new ArrayList<T>();
                while (rows.next()) {
                    all.add(read.of(rows));
                }
                return all;
            }
        }
    }

    /** @throws IOException where they have not ended in time */
    void awaitEnds(List<String> ids, Duration patience) throws SQLException, IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (count(ids, "status IN ('completed', 'failed', 'cancelled')") < ids.size()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "not all of " + ids.size() + " jobs have ended after " + patience.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    long completed(List<String> ids) throws SQLException {
        return count(ids, "status = 'completed'");
    }

    private long count(List<String> ids, String condition) throws SQLException {
        String sql = "SELECT count(*) FROM processing_jobs WHERE job_id = ANY (?::uuid[]) AND " + condition;
        return all(sql, ids, row -> row.getLong(1)).get(0);
    }

    long events(List<String> ids) throws SQLException {
        return all("SELECT count(*) FROM job_events WHERE job_id = ANY (?::uuid[])", ids, row -> row.getLong(1))
                .get(0);
    }

    Times times(List<String> ids) throws SQLException {
        return all("""
                SELECT count(*) / extract(epoch FROM max(completed_at) - min(created_at)),
                       avg(extract(epoch FROM started_at - created_at)),
                       max(extract(epoch FROM started_at - created_at)),
                       avg(extract(epoch FROM completed_at - started_at))
                FROM processing_jobs WHERE job_id = ANY (?::uuid[])
                """, ids, row -> new Times(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)))
                .get(0);
    }

    /** Length of the longest film that there is; 0 while no row of one is written. */
    double seconds() throws SQLException {
        return all(
                        "SELECT coalesce(max(duration_seconds), 0) FROM video_metadata WHERE ?::uuid[] IS NOT NULL",
                        List.of(),
                        row -> row.getDouble(1))
                .get(0);
    }

    /** By their begin. */
    List<Stretch> stretches(String id) throws SQLException {
        return all(
                """
                SELECT r.stage, extract(epoch FROM min(r.started_at) - min(j.started_at)),
                       extract(epoch FROM max(r.ended_at) - min(j.started_at)), count(*), sum(r.seconds),
                       coalesce(sum(r.cpu_seconds), 0)
                FROM stage_runs r JOIN processing_jobs j USING (job_id)
                WHERE job_id = ANY (?::uuid[]) GROUP BY r.stage ORDER BY 2
                """,
                List.of(id),
                row -> new Stretch(
                        row.getString(1),
                        row.getDouble(2),
                        row.getDouble(3),
                        row.getInt(4),
                        row.getDouble(5),
                        row.getDouble(6)));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

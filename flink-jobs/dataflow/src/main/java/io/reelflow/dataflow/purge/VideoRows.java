package io.reelflow.dataflow.purge;

import io.reelflow.dataflow.storage.StorageException;
import io.reelflow.schemas.job.Job;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of videos that are removed for good, and the line that remains of each. A purge is rare: every call has a connection of
 * its own. A database that is away is a {@link StorageException}.
 */
public final class VideoRows {
    private static final String REMOVE = "SELECT count(*) FROM purge_rows(?, ?, ?::uuid, ?)";
    private static final String JOBS = "SELECT job_id::text FROM purged_jobs WHERE purge_job_id = ?::uuid";
    private static final String UPLOADS =
            "SELECT upload FROM purged_jobs WHERE purge_job_id = ?::uuid AND upload IS NOT NULL";
    private static final String FORGET_UPLOADS = "UPDATE purged_jobs SET upload = NULL WHERE purge_job_id = ?::uuid";
    private static final String EMPTY_SINCE = "SELECT empty_since FROM purged_videos WHERE purge_job_id = ?::uuid";
    private static final String SET_EMPTY = "UPDATE purged_videos SET empty_since = ? WHERE purge_job_id = ?::uuid";
    private static final String SET_SWEPT = "UPDATE purged_videos SET swept_at = ? WHERE purge_job_id = ?::uuid";
    private static final String IS_SWEPT =
            "SELECT count(*) FROM purged_videos WHERE purge_job_id = ?::uuid AND swept_at IS NOT NULL";

    private static final String KNOWN = """
            SELECT id::text FROM unnest(?::uuid[]) AS id
            WHERE EXISTS (SELECT FROM processing_jobs p WHERE p.job_id = id)
               OR EXISTS (SELECT FROM purged_jobs p WHERE p.job_id = id)
            """;

    private final String url;
    private final Properties login = new Properties();

    /** @param url of JDBC */
    public VideoRows(String url, String user, String password) {
        this.url = url;
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("ApplicationName", "reelflow-purge");
        login.setProperty("connectTimeout", "5");
        login.setProperty("socketTimeout", "600");
    }

    /** Removes every row of the video that the job removes, or what has come late. Answers how many jobs that concerned. */
    public long remove(Job purge) throws StorageException {
        return first(numbers(REMOVE, purge.subject(), at(purge.createdAt()), purge.jobId(), purge.userId()));
    }

    /** The jobs that are over by it. */
    public List<String> jobs(Job purge) throws StorageException {
        return texts(JOBS, purge.jobId());
    }

    /** Object keys of what clients had uploaded for them. */
    public List<String> uploads(Job purge) throws StorageException {
        return texts(UPLOADS, purge.jobId());
    }

    /** Those of these jobs that there are, or were until their video was removed. */
    public Set<String> known(Collection<String> jobIds) throws StorageException {
        return Set.copyOf(texts(KNOWN, (Object) jobIds.toArray(String[]::new)));
    }

    /** They are removed. */
    public void forgetUploads(Job purge) throws StorageException {
        run(FORGET_UPLOADS, purge.jobId());
    }

    /** When nothing was left for the first time since something was found; null where that has not been so. */
    public @Nullable Instant emptySince(Job purge) throws StorageException {
        List<OffsetDateTime> times = query(EMPTY_SINCE, row -> row.getObject(1, OffsetDateTime.class), purge.jobId());
        return times.isEmpty() ? null : times.get(0).toInstant();
    }

    /** @param time null where something was left */
    public void empty(Job purge, @Nullable Instant time) throws StorageException {
        run(SET_EMPTY, time == null ? null : at(time), purge.jobId());
    }

    /** Nothing was left, and nothing has come late. */
    public void swept(Job purge, Instant time) throws StorageException {
        run(SET_SWEPT, at(time), purge.jobId());
    }

    /** Whether that job is over. */
    public boolean isSwept(String purgeJobId) throws StorageException {
        return first(numbers(IS_SWEPT, purgeJobId)) > 0;
    }

    private static long first(List<Long> numbers) {
        return numbers.isEmpty() ? 0 : numbers.get(0);
    }

    private List<Long> numbers(String sql, @Nullable Object... parameters) throws StorageException {
        return query(sql, row -> row.getLong(1), parameters);
    }

    private List<String> texts(String sql, @Nullable Object... parameters) throws StorageException {
        return query(sql, row -> row.getString(1), parameters);
    }

    private void run(String sql, @Nullable Object... parameters) throws StorageException {
        try (Connection connection = DriverManager.getConnection(url, login);
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StorageException("the database could not take a purge down", e);
        }
    }

    private <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) throws StorageException {
        try (Connection connection = DriverManager.getConnection(url, login);
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                T value = reader.read(rows);
                if (value != null) {
                    found.add(value);
                }
            }
            return found;
        } catch (SQLException e) {
            throw new StorageException("the database could not purge", e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private interface RowReader<T> {
        @Nullable
        T read(ResultSet row) throws SQLException;
    }
}

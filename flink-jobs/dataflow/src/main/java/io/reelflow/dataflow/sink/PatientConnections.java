package io.reelflow.dataflow.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to a database that may be away: whoever asks waits until it is back. The connector's own retries end at
 * the first refused connection, and would restart the whole dataflow for as long as the database is away.
 */
@SuppressWarnings("try") // its close() is the connector's
final class PatientConnections extends SimpleJdbcConnectionProvider {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PatientConnections.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int TRIES_BETWEEN_MESSAGES = 30;

    PatientConnections(JdbcConnectionOptions options) {
        super(options);
    }

    @Override
    public Connection getOrEstablishConnection() throws SQLException, ClassNotFoundException {
        return patiently(super::getOrEstablishConnection);
    }

    @Override
    public Connection reestablishConnection() throws SQLException, ClassNotFoundException {
        return patiently(super::reestablishConnection);
    }

    private static Connection patiently(Attempt attempt) throws SQLException, ClassNotFoundException {
        for (int tries = 0; ; tries++) {
            try {
                return attempt.connect();
            } catch (SQLException e) {
                if (!isAway(e)) {
                    throw e;
                }
                if (tries % TRIES_BETWEEN_MESSAGES == 0) {
                    LOG.warn("Postgres is away, rows wait: {}", e.getMessage());
                }
                pause(e);
            }
        }
    }

    /** Connection exceptions, a server that starts, stops or has no place left: not a wrong password or name. */
    private static boolean isAway(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53"));
    }

    private static void pause(SQLException reason) throws SQLException {
        try {
            Thread.sleep(BETWEEN_TRIES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("stopped while Postgres was away", reason);
        }
    }

    private interface Attempt {
        Connection connect() throws SQLException, ClassNotFoundException;
    }
}

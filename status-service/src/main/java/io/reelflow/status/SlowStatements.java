package io.reelflow.status;

import java.time.Duration;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/** What may take longer than any answer is waited for otherwise. */
public final class SlowStatements {
    private SlowStatements() {}

    /** Within a transaction, for the statements that follow in it; the pool's own limit is back behind it. */
    public static void allow(JdbcOperations connections, Duration longest) {
        connections.execute((ConnectionCallback<Boolean>) connection -> {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(longest.toMillis()));
            return true;
        });
    }
}

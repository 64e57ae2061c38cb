package io.reelflow.bench.schedule;

import io.reelflow.local.home.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** How far the tables are behind the log. */
final class Tables {
    private final Endpoints.Postgres postgres;

    Tables(Endpoints.Postgres postgres) {
        this.postgres = postgres;
    }

    /** How many records of the log they hold. */
    long held() throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
            return held(connection);
        }
    }

    /** Returns {@link System#nanoTime} of when they hold so many. */
    long holding(long records) throws SQLException, InterruptedException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
            while (held(connection) < records) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            return System.nanoTime();
        }
    }

    private static long held(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT sum(next_offset) FROM consumer_positions")) {
            row.next();
            return row.getLong(1);
        }
    }
}

package io.reelflow.bench.schedule;

import io.reelflow.local.home.Endpoints;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** How far the tables are behind the log. */
final class Tables {
    private final Endpoints.Postgres postgres;

    Tables(Endpoints.Postgres postgres) {
        this.postgres = postgres;
    }

    /** Returns {@link System#nanoTime} of when they hold so many records of the log. */
    long holding(long records) throws SQLException, InterruptedException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var read = connection.prepareStatement("SELECT sum(next_offset) FROM consumer_positions")) {
            while (true) {
                try (var row = read.executeQuery()) {
                    row.next();
                    if (row.getLong(1) >= records) {
                        return System.nanoTime();
                    }
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }
}

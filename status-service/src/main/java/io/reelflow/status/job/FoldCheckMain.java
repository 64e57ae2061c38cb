package io.reelflow.status.job;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The comparison as a program of its own: a line for each job that differs, then the sum. Exit code 1 if one does. */
public final class FoldCheckMain {
    private static final int SHOWN = 100;

    private FoldCheckMain() {}

    /** Reads the settings of the service that name the database. */
    public static void main(String[] arguments) throws SQLException {
        var shown = new int[1];
        try (Connection connection = DriverManager.getConnection(
                System.getenv("REELFLOW_POSTGRES_URL"),
                System.getenv("REELFLOW_POSTGRES_USER"),
                System.getenv("REELFLOW_POSTGRES_PASSWORD"))) {
            FoldCheck.Result result = new FoldCheck(connection, line -> {
                        if (++shown[0] <= SHOWN) {
                            System.out.println(line);
                        }
                    })
                    .run();
            System.out.println(
                    result.jobs() + " jobs: " + result.different() + " differ from the fold of their events, "
                            + result.older() + " are older than the events that are kept");
            System.exit(result.different() == 0 ? 0 : 1);
        }
    }
}

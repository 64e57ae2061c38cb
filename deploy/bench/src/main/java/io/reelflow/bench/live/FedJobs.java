package io.reelflow.bench.live;

import io.reelflow.local.home.Endpoints;
import io.reelflow.schemas.job.Job;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Fed jobs as the tables have them. */
final class FedJobs {
    private FedJobs() {}

    /** Returns once the tables hold all of them as running. */
    static void await(Endpoints.Postgres postgres, List<Job> jobs, Duration patience)
            throws SQLException, IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.prepareStatement(
                        "SELECT count(*) FROM processing_jobs WHERE job_id = ANY (?::uuid[]) AND status = 'processing'")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", jobs.stream().map(Job::jobId).toArray()));
            for (long there = 0; there < jobs.size(); ) {
                try (var row = statement.executeQuery()) {
                    row.next();
                    there = row.getLong(1);
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("the tables hold " + there + " of " + jobs.size() + " running jobs after "
                            + patience.toSeconds() + " s");
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }
}

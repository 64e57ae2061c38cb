package io.reelflow.status.job;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Jobs in numbers, dry runs left out. Every call blocks. */
@Component
class JobStats {
    private static final String NUMBERS = """
            SELECT count(*) AS total,
                   count(*) FILTER (WHERE status = 'completed')  AS completed,
                   count(*) FILTER (WHERE status = 'failed')     AS failed,
                   count(*) FILTER (WHERE status = 'cancelled')  AS cancelled,
                   count(*) FILTER (WHERE status = 'pending')    AS pending,
                   count(*) FILTER (WHERE status = 'queued')     AS queued,
                   count(*) FILTER (WHERE status = 'processing') AS processing,
                   count(*) FILTER (WHERE status = 'retrying')   AS retrying,
                   avg(seconds) AS average,
                   percentile_cont(0.5)  WITHIN GROUP (ORDER BY seconds) AS p50,
                   percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) AS p95,
                   count(*) FILTER (WHERE completed_at > now() - interval '1 minute') AS last_minute
            FROM (SELECT status, completed_at,
                         CASE WHEN status = 'completed'
                              THEN extract(epoch FROM completed_at - started_at)::double precision END AS seconds
                  FROM processing_jobs
                  WHERE NOT dry_run AND (:owner::text IS NULL OR user_id = :owner)) jobs
            """;

    private static final String BY_STAGE = """
            SELECT stage, count(*) FROM processing_jobs
            WHERE NOT dry_run AND status = 'processing' AND stage IS NOT NULL
              AND (:owner::text IS NULL OR user_id = :owner)
            GROUP BY stage
            """;

    private final JdbcClient jdbc;

    JobStats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Times are seconds from the first start to the end of completed jobs.
     *
     * @param successRate completed / (completed + failed); null before either
     * @param byStage running jobs, by the stage that holds them up
     * @param throughputPerMinute jobs that ended in the last minute
     */
    record Numbers(
            long total,
            long completed,
            long failed,
            long cancelled,
            long pending,
            long queued,
            long processing,
            long retrying,
            @Nullable Double successRate,
            @Nullable Double avgProcessingTime,
            @Nullable Double p50ProcessingTime,
            @Nullable Double p95ProcessingTime,
            Map<String, Long> byStage,
            long throughputPerMinute) {}

    /** @param owner whose jobs only; null for everybody's */
    Numbers of(@Nullable String owner) {
        var byStage = new TreeMap<String, Long>();
        jdbc.sql(BY_STAGE).param("owner", owner).query(row -> {
            byStage.put(row.getString(1), row.getLong(2));
        });
        return jdbc.sql(NUMBERS)
                .param("owner", owner)
                .query((row, ignored) -> {
                    long completed = row.getLong("completed");
                    long ended = completed + row.getLong("failed");
                    return new Numbers(
                            row.getLong("total"),
                            completed,
                            row.getLong("failed"),
                            row.getLong("cancelled"),
                            row.getLong("pending"),
                            row.getLong("queued"),
                            row.getLong("processing"),
                            row.getLong("retrying"),
                            ended == 0 ? null : (double) completed / ended,
                            row.getObject("average", Double.class),
                            row.getObject("p50", Double.class),
                            row.getObject("p95", Double.class),
                            byStage,
                            row.getLong("last_minute"));
                })
                .single();
    }
}

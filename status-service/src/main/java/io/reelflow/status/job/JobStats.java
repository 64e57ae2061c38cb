package io.reelflow.status.job;

import io.reelflow.schemas.job.JobStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Jobs in numbers, from counts that move with the rows. Every call blocks. */
@Component
public class JobStats {
    private static final String NOW = " WHERE scope = ? AND dry_run = ? ";

    private final JdbcClient jdbc;

    JobStats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Times are seconds from the start to the end of completed jobs; the percentiles are right to 1%.
     *
     * @param successRate completed / (completed + failed); null before either
     * @param byStage running jobs, by the stage that holds them up
     * @param throughputPerMinute jobs that ended in the last minute
     */
    public record Numbers(
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

    /** All numbers in one question and some twenty rows: what it costs does not grow with the times there are. */
    private static final String ALL = """
            WITH times AS MATERIALIZED (
                SELECT bucket, jobs, microseconds, sum(jobs) OVER (ORDER BY bucket) AS passed
                FROM job_durations WHERE scope = :scope AND dry_run = :dry AND jobs > 0),
            timed AS (SELECT sum(jobs) AS jobs, sum(microseconds) AS microseconds FROM times)
            SELECT 'count', status, stage, jobs::double precision
            FROM job_counts WHERE scope = :scope AND dry_run = :dry AND jobs <> 0
            UNION ALL SELECT 'ended', '', '', coalesce(sum(jobs), 0)::double precision
            FROM job_ends WHERE scope = :scope AND dry_run = :dry
                AND second > date_trunc('second', now()) - interval '60 seconds'
            UNION ALL SELECT 'average', '', '', (microseconds / jobs)::double precision FROM timed WHERE jobs > 0
            UNION ALL SELECT 'p50', '', '', min(bucket) FROM times, timed WHERE passed >= ceil(0.5 * timed.jobs)
            UNION ALL SELECT 'p95', '', '', min(bucket) FROM times, timed WHERE passed >= ceil(0.95 * timed.jobs)
            """;

    /**
     * @param owner whose jobs only; null for everybody's
     * @param dryRun dry runs and nothing else, or all but them
     */
    public Numbers of(@Nullable String owner, boolean dryRun) {
        var byStatus = new EnumMap<JobStatus, Long>(JobStatus.class);
        var byStage = new TreeMap<String, Long>();
        var others = new HashMap<String, Double>();
        jdbc.sql(ALL)
                .param("scope", CountChanges.scope(owner))
                .param("dry", dryRun)
                .query(row -> {
                    double value = row.getDouble(4);
                    if (row.wasNull()) {
                        return;
                    }
                    if (!row.getString(1).equals("count")) {
                        others.put(row.getString(1), value);
                        return;
                    }
                    JobStatus status = JobStatus.valueOf(row.getString(2).toUpperCase(Locale.ROOT));
                    byStatus.merge(status, Math.round(value), Long::sum);
                    if (!row.getString(3).isEmpty()) {
                        byStage.put(row.getString(3), Math.round(value));
                    }
                });
        long completed = byStatus.getOrDefault(JobStatus.COMPLETED, 0L);
        long failed = byStatus.getOrDefault(JobStatus.FAILED, 0L);
        Double average = others.get("average");
        return new Numbers(
                byStatus.values().stream().mapToLong(Long::longValue).sum(),
                completed,
                failed,
                byStatus.getOrDefault(JobStatus.CANCELLED, 0L),
                byStatus.getOrDefault(JobStatus.PENDING, 0L),
                byStatus.getOrDefault(JobStatus.QUEUED, 0L),
                byStatus.getOrDefault(JobStatus.PROCESSING, 0L),
                byStatus.getOrDefault(JobStatus.RETRYING, 0L),
                completed + failed == 0 ? null : (double) completed / (completed + failed),
                average == null ? null : average / 1e6,
                middle(others.get("p50")),
                middle(others.get("p95")),
                byStage,
                Math.round(others.getOrDefault("ended", 0.0)));
    }

    /** Jobs that ended within the last so many seconds, the one that runs included. */
    long ended(List<Object> which, int seconds) {
        var parameters = new ArrayList<>(which);
        parameters.add(seconds);
        return jdbc.sql("SELECT coalesce(sum(jobs), 0)::bigint FROM job_ends" + NOW
                        + "AND second > date_trunc('second', now()) - make_interval(secs => ?)")
                .params(parameters)
                .query(Long.class)
                .single();
    }

    /** The geometric middle of the nearest rank's bucket, in seconds. */
    private static @Nullable Double middle(@Nullable Double bucket) {
        return bucket == null ? null : Math.pow(CountChanges.GROWTH, bucket + 0.5) / 1e6;
    }

    /** Ends of more than an hour ago are no longer asked for. */
    @Scheduled(fixedDelayString = "PT1M")
    void forget() {
        jdbc.sql("DELETE FROM job_ends WHERE second < now() - interval '1 hour'")
                .update();
    }
}

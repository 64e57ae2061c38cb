package io.reelflow.status.job;

import io.reelflow.schemas.job.JobStatus;
import java.util.ArrayList;
import java.util.EnumMap;
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

    private record Bucket(int number, long jobs, double microseconds) {}

    /**
     * @param owner whose jobs only; null for everybody's
     * @param dryRun dry runs and nothing else, or all but them
     */
    public Numbers of(@Nullable String owner, boolean dryRun) {
        List<Object> which = List.of(CountChanges.scope(owner), dryRun);
        var byStatus = new EnumMap<JobStatus, Long>(JobStatus.class);
        var byStage = new TreeMap<String, Long>();
        jdbc.sql("SELECT status, stage, jobs FROM job_counts" + NOW + "AND jobs <> 0")
                .params(which)
                .query(row -> {
                    JobStatus status = JobStatus.valueOf(row.getString(1).toUpperCase(Locale.ROOT));
                    byStatus.merge(status, row.getLong(3), Long::sum);
                    if (!row.getString(2).isEmpty()) {
                        byStage.put(row.getString(2), row.getLong(3));
                    }
                });
        List<Bucket> durations = durations(which);
        long timed = durations.stream().mapToLong(Bucket::jobs).sum();
        double sum = durations.stream().mapToDouble(Bucket::microseconds).sum();
        long completed = byStatus.getOrDefault(JobStatus.COMPLETED, 0L);
        long failed = byStatus.getOrDefault(JobStatus.FAILED, 0L);
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
                timed == 0 ? null : sum / timed / 1e6,
                percentile(durations, timed, 0.5),
                percentile(durations, timed, 0.95),
                byStage,
                ended(which, 60));
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

    private List<Bucket> durations(List<Object> which) {
        return jdbc.sql("SELECT bucket, jobs, microseconds FROM job_durations" + NOW + "AND jobs > 0 ORDER BY bucket")
                .params(which)
                .query((row, ignored) -> new Bucket(row.getInt(1), row.getLong(2), row.getDouble(3)))
                .list();
    }

    /** The nearest rank's bucket, its geometric middle. */
    private static @Nullable Double percentile(List<Bucket> buckets, long all, double share) {
        long rank = (long) Math.ceil(share * all);
        long passed = 0;
        for (Bucket each : buckets) {
            passed += each.jobs;
            if (passed >= rank) {
                return Math.pow(CountChanges.GROWTH, each.number + 0.5) / 1e6;
            }
        }
        return null;
    }

    /** Ends of more than an hour ago are no longer asked for. */
    @Scheduled(fixedDelayString = "PT1M")
    void forget() {
        jdbc.sql("DELETE FROM job_ends WHERE second < now() - interval '1 hour'")
                .update();
    }
}

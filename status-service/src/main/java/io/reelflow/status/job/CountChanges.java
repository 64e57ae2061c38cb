package io.reelflow.status.job;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.Stage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a batch does to the counts: each job that it changes leaves where it counted before and counts where it is now. A
 * job that stays where it was changes nothing. Rows come sorted, so that writers lock them in one order.
 */
public final class CountChanges {
    /** Buckets of durations grow by this: a duration read off its bucket's middle is wrong by at most 1%. */
    static final double GROWTH = 1.02;

    private final Map<String, CountRow> counts = new TreeMap<>();
    private final Map<String, DurationRow> durations = new TreeMap<>();
    private final Map<String, EndRow> ends = new TreeMap<>();

    /** A row of {@code job_counts}. */
    record CountRow(String scope, boolean dryRun, String status, String stage, long jobs) {}

    /** A row of {@code job_durations}. */
    record DurationRow(String scope, boolean dryRun, int bucket, long jobs, long microseconds) {}

    /** A row of {@code job_ends}. */
    record EndRow(String scope, boolean dryRun, Instant second, long jobs) {}

    /** @param before null for a job that there was not */
    void move(@Nullable JobState before, JobState after) {
        if (before != null) {
            count(before, -1);
        }
        count(after, 1);
    }

    List<CountRow> counts() {
        return counts.values().stream().filter(row -> row.jobs != 0).toList();
    }

    List<DurationRow> durations() {
        return durations.values().stream()
                .filter(row -> row.jobs != 0 || row.microseconds != 0)
                .toList();
    }

    List<EndRow> ends() {
        return ends.values().stream().filter(row -> row.jobs != 0).toList();
    }

    public static String scope(@Nullable String owner) {
        return owner == null ? "all" : "owner:" + owner;
    }

    /** The scope of the jobs that a channel's videos have become. */
    public static String ofChannel(String channelId) {
        return "channel:" + channelId;
    }

    private void count(JobState state, int sign) {
        Job job = state.job();
        boolean dryRun = job != null && job.dryRun();
        for (String scope : scopes(job)) {
            count(state, scope, dryRun, sign);
        }
    }

    private static List<String> scopes(@Nullable Job job) {
        var scopes = new ArrayList<>(List.of(scope(null)));
        if (job != null && job.userId() != null) {
            scopes.add(scope(job.userId()));
        }
        if (job != null && job.channelId() != null) {
            scopes.add(ofChannel(job.channelId()));
        }
        return scopes;
    }

    private void count(JobState state, String scope, boolean dryRun, int sign) {
        Stage at = state.stage();
        String stage = state.status() == JobStatus.PROCESSING && at != null ? at.word() : "";
        add(
                counts,
                new CountRow(scope, dryRun, state.status().word(), stage, sign),
                (a, b) -> new CountRow(a.scope, a.dryRun, a.status, a.stage, a.jobs + b.jobs),
                scope,
                dryRun,
                state.status().word(),
                stage);
        Instant ended = rounded(state.completedAt());
        Instant started = rounded(state.startedAt());
        if (ended == null) {
            return;
        }
        Instant second = ended.truncatedTo(ChronoUnit.SECONDS);
        add(
                ends,
                new EndRow(scope, dryRun, second, sign),
                (a, b) -> new EndRow(a.scope, a.dryRun, a.second, a.jobs + b.jobs),
                scope,
                dryRun,
                second);
        if (started != null && state.status() == JobStatus.COMPLETED) {
            long took = Math.max(1, ChronoUnit.MICROS.between(started, ended));
            int bucket = bucket(took);
            add(
                    durations,
                    new DurationRow(scope, dryRun, bucket, sign, sign * took),
                    (a, b) -> new DurationRow(
                            a.scope, a.dryRun, a.bucket, a.jobs + b.jobs, a.microseconds + b.microseconds),
                    scope,
                    dryRun,
                    bucket);
        }
    }

    private static <R> void add(Map<String, R> rows, R row, BinaryOperator<R> sum, Object... key) {
        rows.merge(List.of(key).toString(), row, sum);
    }

    private static int bucket(long microseconds) {
        return (int) Math.floor(Math.log((double) microseconds) / Math.log(GROWTH));
    }

    /** As the tables hold it. */
    private static @Nullable Instant rounded(@Nullable Instant time) {
        return time == null ? null : time.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
    }
}

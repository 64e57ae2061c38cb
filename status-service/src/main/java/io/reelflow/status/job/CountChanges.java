package io.reelflow.status.job;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.Stage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a batch does to the counts: each job that it changes leaves where it counted before and counts where it is now. A
 * job that stays where it was changes nothing. Rows come sorted, so that writers lock them in one order.
 */
public final class CountChanges {
    /** Buckets of durations grow by this: a duration read off its bucket's middle is wrong by at most 1%. */
    static final double GROWTH = 1.02;

    private final Map<Place, Long> counts = new HashMap<>();
    private final Map<Bucket, Sum> durations = new HashMap<>();
    private final Map<Second, Long> ends = new HashMap<>();

    private record Place(
            String scope,
            boolean dryRun,
            JobStatus status,
            @Nullable Stage stage) {}

    private record Bucket(String scope, boolean dryRun, int number) {}

    private record Second(String scope, boolean dryRun, Instant begin) {}

    private record Sum(long jobs, long microseconds) {
        Sum and(Sum other) {
            return new Sum(jobs + other.jobs, microseconds + other.microseconds);
        }
    }

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
        return counts.entrySet().stream()
                .filter(each -> each.getValue() != 0)
                .map(each -> row(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(CountRow::scope)
                        .thenComparing(CountRow::dryRun)
                        .thenComparing(CountRow::status)
                        .thenComparing(CountRow::stage))
                .toList();
    }

    List<DurationRow> durations() {
        return durations.entrySet().stream()
                .filter(each -> each.getValue().jobs != 0 || each.getValue().microseconds != 0)
                .map(each -> row(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(DurationRow::scope)
                        .thenComparing(DurationRow::dryRun)
                        .thenComparing(DurationRow::bucket))
                .toList();
    }

    List<EndRow> ends() {
        return ends.entrySet().stream()
                .filter(each -> each.getValue() != 0)
                .map(each ->
                        new EndRow(each.getKey().scope, each.getKey().dryRun, each.getKey().begin, each.getValue()))
                .sorted(Comparator.comparing(EndRow::scope)
                        .thenComparing(EndRow::dryRun)
                        .thenComparing(EndRow::second))
                .toList();
    }

    private static CountRow row(Place at, long jobs) {
        return new CountRow(at.scope, at.dryRun, at.status.word(), at.stage == null ? "" : at.stage.word(), jobs);
    }

    private static DurationRow row(Bucket bucket, Sum sum) {
        return new DurationRow(bucket.scope, bucket.dryRun, bucket.number, sum.jobs, sum.microseconds);
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
        Stage stage = state.status() == JobStatus.PROCESSING ? state.stage() : null;
        counts.merge(new Place(scope, dryRun, state.status(), stage), (long) sign, Long::sum);
        Instant ended = rounded(state.completedAt());
        Instant started = rounded(state.startedAt());
        if (ended == null) {
            return;
        }
        ends.merge(new Second(scope, dryRun, ended.truncatedTo(ChronoUnit.SECONDS)), (long) sign, Long::sum);
        if (started != null && state.status() == JobStatus.COMPLETED) {
            long took = Math.max(1, ChronoUnit.MICROS.between(started, ended));
            durations.merge(new Bucket(scope, dryRun, bucket(took)), new Sum(sign, sign * took), Sum::and);
        }
    }

    private static int bucket(long microseconds) {
        return (int) Math.floor(Math.log((double) microseconds) / Math.log(GROWTH));
    }

    /** As the tables hold it. */
    private static @Nullable Instant rounded(@Nullable Instant time) {
        return time == null ? null : time.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
    }
}

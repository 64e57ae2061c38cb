package io.reelflow.status.job;

import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.ChannelRun;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobType;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the table of channels, a component for each column. */
record ChannelRow(
        String channelId,
        String url,
        @Nullable String title,
        JobType jobType,
        String userId,
        boolean dryRun,
        @Nullable Long everySeconds,
        int looks,
        long listed,
        long created,
        long known,
        Map<String, Long> skipped,
        double seconds,
        boolean complete,
        @Nullable Instant checkedAt,
        @Nullable Instant nextCheckAt,
        Instant createdAt,
        Instant updatedAt) {
    private static final ChannelRun NOTHING = new ChannelRun(null, 0, 0, 0, Map.of(), 0, 0, false);

    /** Null for a job that is no channel, and for an estimate. */
    static @Nullable ChannelRow of(JobState state) {
        Job job = state.job();
        ChannelRequest channel = job == null ? null : job.channel();
        if (job == null || channel == null || channel.onlyCounts()) {
            return null;
        }
        ChannelRun run = Objects.requireNonNullElse(state.channelRun(), NOTHING);
        return new ChannelRow(
                state.jobId(),
                job.url(),
                run.title(),
                channel.jobType(),
                job.userId(),
                job.dryRun(),
                channel.everySeconds(),
                state.attempt(),
                run.listed(),
                run.created(),
                run.known(),
                run.skipped(),
                run.seconds(),
                run.complete(),
                state.completedAt(),
                state.nextCheck(),
                Objects.requireNonNullElse(state.createdAt(), state.updatedAt()),
                state.updatedAt());
    }
}

package io.reelflow.status.channel;

import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.ChannelRun;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.status.channel.ChannelNumbers.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel as clients see it.
 *
 * @param channelId its job
 * @param status of its job: whether it is being looked at
 * @param run what the last look has found
 * @param paused whether those that wait stay in line
 * @param videos its jobs by status
 * @param failures failed ones by error code
 * @param eta when the last of them is likely to end; null where that is not known, or none is left
 * @param nextCheck when it is looked at again; null where it is not, or just is
 */
record ChannelView(
        String channelId,
        String url,
        @Nullable String title,
        JobType jobType,
        JobStatus status,
        @Nullable String message,
        @Nullable Failure error,
        String userId,
        int priority,
        boolean dryRun,
        boolean paused,
        @Nullable Subscription subscribe,
        @Nullable Run run,
        Map<String, Long> videos,
        Map<String, Long> failures,
        double throughputPerMinute,
        @Nullable Instant eta,
        @Nullable Instant createdAt,
        @Nullable Instant checkedAt,
        @Nullable Instant nextCheck,
        Instant updatedAt,
        Map<String, String> links) {

    /** @param every seconds */
    record Subscription(long every) {}

    /** The last look: what it was shown is new, known or skipped. */
    record Run(long listed, long created, long known, Map<String, Long> skipped, boolean complete) {
        static @Nullable Run of(@Nullable ChannelRun run) {
            return run == null
                    ? null
                    : new Run(run.listed(), run.created(), run.known(), run.skipped(), run.complete());
        }
    }

    static ChannelView of(JobState state, Numbers numbers, boolean paused, Instant now) {
        Job job = Objects.requireNonNull(state.job());
        ChannelRequest channel = Objects.requireNonNull(job.channel());
        ChannelRun run = state.channelRun();
        String self = "/api/v1/channels/" + state.jobId();
        return new ChannelView(
                state.jobId(),
                job.url(),
                run == null ? null : run.title(),
                channel.jobType(),
                state.status(),
                state.message(),
                state.error(),
                job.userId(),
                job.priority(),
                job.dryRun(),
                paused,
                channel.everySeconds() == null ? null : new Subscription(channel.everySeconds()),
                Run.of(run),
                numbers.videos(),
                numbers.failures(),
                numbers.perMinute(),
                eta(numbers, now),
                state.createdAt(),
                state.completedAt(),
                state.nextCheck(),
                state.updatedAt(),
                Map.of(
                        "self", self,
                        "job", "/api/v1/jobs/" + state.jobId(),
                        "jobs", "/api/v1/jobs?channel_id=" + state.jobId()));
    }

    private static @Nullable Instant eta(Numbers numbers, Instant now) {
        long open = numbers.open();
        if (open == 0 || numbers.perMinute() == 0) {
            return null;
        }
        return now.plus(Duration.ofSeconds(Math.round(60 * open / numbers.perMinute())))
                .truncatedTo(ChronoUnit.SECONDS);
    }
}

package io.reelflow.schemas.job;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A job as clients see it, without its results: the body of answers and the data of live events.
 *
 * @param jobId the same as {@code id}
 * @param queuePosition how many jobs that wait go before it, and itself; null where that is not known
 * @param eta when it is likely to end; null where that is not known
 * @param stalled true where it should be running and has said nothing for a minute; else null
 * @param links addresses of what belongs to the job, relative to the API
 */
public record JobView(
        String id,
        String jobId,
        @Nullable String youtubeUrl,
        @Nullable String url,
        String videoId,
        @Nullable JobType jobType,
        JobStatus status,
        @Nullable Stage stage,
        double progress,
        @Nullable String message,
        @Nullable Integer priority,
        int attempt,
        int retryCount,
        int maxRetries,
        @Nullable Long queuePosition,
        @Nullable Instant eta,
        @Nullable Boolean stalled,
        boolean dryRun,
        @Nullable String userId,
        @Nullable String channelId,
        @Nullable Instant notBefore,
        @Nullable Instant createdAt,
        Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Failure error,
        @JsonUnwrapped Counters counters,
        @Nullable JobOptions options,
        Map<String, String> links) {

    /** @param now for what depends on the time that has passed */
    public static JobView of(JobState state, Instant now) {
        return of(state, now, null, null);
    }

    public static JobView of(JobState state, Instant now, @Nullable Long queuePosition, @Nullable Instant eta) {
        Job job = state.job();
        return new JobView(
                state.jobId(),
                state.jobId(),
                job == null ? null : job.youtubeUrl(),
                job == null ? null : job.url(),
                state.videoId(),
                job == null ? null : job.jobType(),
                state.status(),
                Objects.requireNonNullElse(state.stage(), Stage.INITIALIZING),
                state.progress(),
                state.message(),
                job == null ? null : job.priority(),
                Math.max(1, state.attempt()),
                state.retryCount(),
                JobState.MAX_RETRIES,
                queuePosition,
                eta,
                state.isStalled(now) ? true : null,
                job != null && job.dryRun(),
                job == null ? null : job.userId(),
                job == null ? null : job.channelId(),
                job == null ? null : job.notBefore(),
                state.createdAt(),
                state.updatedAt(),
                state.startedAt(),
                state.completedAt(),
                state.error(),
                state.counters(),
                job == null ? null : job.options(),
                links(state));
    }

    private static Map<String, String> links(JobState state) {
        String self = "/api/v1/jobs/" + state.jobId();
        var links = new TreeMap<String, String>();
        links.put("self", self);
        links.put("history", self + "/history");
        links.put("stream", self + "/stream");
        links.put("video", "/api/v1/videos/" + state.videoId());
        return links;
    }
}

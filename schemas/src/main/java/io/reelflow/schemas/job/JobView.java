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
        boolean dryRun,
        @Nullable String userId,
        @Nullable Instant createdAt,
        Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Failure error,
        @JsonUnwrapped Counters counters,
        @Nullable JobOptions options,
        Map<String, String> links) {

    public static JobView of(JobState state) {
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
                job != null && job.dryRun(),
                job == null ? null : job.userId(),
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

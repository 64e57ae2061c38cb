package io.reelflow.status.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code processing_jobs}, a component for each column; options without the one that may hold a secret. */
record JobRow(
        String jobId,
        String videoId,
        @Nullable String url,
        @Nullable JobType jobType,
        JobStatus status,
        @Nullable Stage stage,
        double progressPercent,
        @Nullable String currentStage,
        @Nullable Integer priority,
        @Nullable String userId,
        @Nullable String channelId,
        @Nullable Instant notBefore,
        @JsonIgnoreProperties("webhook_url") @Nullable JobOptions options,
        boolean dryRun,
        int attempt,
        int retryCount,
        int manualRetries,
        int maxRetries,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        long sequence,
        @Nullable Integer partition) {

    static JobRow of(JobState state, @Nullable Integer partition) {
        Job job = state.job();
        Failure error = state.error();
        return new JobRow(
                state.jobId(),
                state.videoId(),
                job == null ? null : job.url(),
                job == null ? null : job.jobType(),
                state.status(),
                state.stage(),
                state.progress(),
                state.message(),
                job == null ? null : job.priority(),
                job == null ? null : job.userId(),
                job == null ? null : job.channelId(),
                job == null ? null : job.notBefore(),
                job == null ? null : job.options(),
                job != null && job.dryRun(),
                state.attempt(),
                state.retryCount(),
                state.manualRetries(),
                JobState.MAX_RETRIES,
                error == null ? null : error.code().word(),
                error == null ? null : error.message(),
                state.createdAt() == null ? state.updatedAt() : state.createdAt(),
                state.updatedAt(),
                state.startedAt(),
                state.completedAt(),
                state.sequence(),
                partition);
    }
}

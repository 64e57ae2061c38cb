package io.reelflow.ingest.submission;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A valid request for a job.
 *
 * @param notBefore null where it may run at once
 * @param salt set where a new job is wanted although there is one for the same request
 */
record JobRequest(
        VideoAddress video,
        JobType jobType,
        int priority,
        String owner,
        JobOptions options,
        boolean dryRun,
        @Nullable Instant notBefore,
        @Nullable String salt) {
    /** What the video id of a dry run begins with, so that it never meets a real one. */
    static final String DRY = "dry-";

    Job job(Instant time) {
        return new Job(
                JobIdentity.of(this),
                dryRun ? DRY + video.videoId() : video.videoId(),
                video.kind(),
                video.url(),
                video.youtubeUrl(),
                jobType,
                priority,
                owner,
                options,
                dryRun,
                time,
                null,
                notBefore);
    }
}

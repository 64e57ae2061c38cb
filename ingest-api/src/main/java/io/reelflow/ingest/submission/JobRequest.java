package io.reelflow.ingest.submission;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A valid request for a job.
 *
 * @param salt set where a new job is wanted although there is one for the same request
 */
record JobRequest(
        VideoAddress video,
        JobType jobType,
        int priority,
        String owner,
        JobOptions options,
        @Nullable String salt) {

    Job job(Instant time) {
        return new Job(
                JobIdentity.of(this),
                video.videoId(),
                video.kind(),
                video.url(),
                video.youtubeUrl(),
                jobType,
                priority,
                owner,
                options,
                false,
                time,
                null,
                null);
    }
}

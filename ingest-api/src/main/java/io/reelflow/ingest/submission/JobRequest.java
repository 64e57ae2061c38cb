package io.reelflow.ingest.submission;

import io.reelflow.schemas.address.VideoAddress;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Tombstone;
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
    /** @param removed the newest tombstone of the video: what was asked for before it was another job */
    Job job(Instant time, @Nullable Tombstone removed) {
        return new Job(
                JobIdentity.of(this, removed),
                dryRun ? Job.DRY + video.videoId() : video.videoId(),
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

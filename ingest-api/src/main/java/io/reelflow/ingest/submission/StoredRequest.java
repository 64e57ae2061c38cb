package io.reelflow.ingest.submission;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.StoredVideo;
import io.reelflow.schemas.job.Tombstone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A valid request for a job on what is stored of a video.
 *
 * @param url where the video was found once
 * @param salt the same for the same wish, sent again
 */
record StoredRequest(
        String videoId,
        SourceKind kind,
        String url,
        @Nullable String youtubeUrl,
        JobType jobType,
        int priority,
        String owner,
        JobOptions options,
        String salt,
        StoredVideo stored) {

    /** @param removed the newest tombstone of the video: what was asked for before it was another job */
    Job job(Instant time, @Nullable Tombstone removed) {
        return new Job(
                JobIdentity.of(this, removed),
                videoId,
                kind,
                url,
                youtubeUrl,
                jobType,
                priority,
                owner,
                options,
                false,
                time,
                null,
                null,
                stored,
                null,
                null);
    }
}

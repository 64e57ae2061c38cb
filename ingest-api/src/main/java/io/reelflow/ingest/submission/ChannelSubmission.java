package io.reelflow.ingest.submission;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A valid request for a channel.
 *
 * @param url canonical
 * @param salt set where a new job is wanted although there is one for the same request
 */
record ChannelSubmission(
        String url,
        ChannelRequest channel,
        int priority,
        String owner,
        JobOptions options,
        boolean dryRun,
        @Nullable String salt) {
    Job job(Instant time) {
        String videoId = ObjectKeys.fingerprint("channel", url);
        return new Job(
                JobIdentity.of(this),
                dryRun ? Job.DRY + videoId : videoId,
                SourceKind.WEB,
                url,
                null,
                JobType.CHANNEL,
                priority,
                owner,
                options,
                dryRun,
                time,
                null,
                null,
                null,
                null,
                channel);
    }
}

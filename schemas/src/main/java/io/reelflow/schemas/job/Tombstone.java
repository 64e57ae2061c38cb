package io.reelflow.schemas.job;

import java.time.Instant;

/**
 * A video was removed for good: what jobs of it were created at that time or before must leave nothing any more, however late
 * they are heard of. The newest of a video counts.
 *
 * @param videoHash {@link io.reelflow.schemas.ObjectKeys#hash} of the video's id
 * @param purgedAt jobs created later are not concerned
 * @param purgeJobId the job that removes it
 */
public record Tombstone(int version, String videoHash, Instant purgedAt, String purgeJobId) {
    public static final int VERSION = 1;

    /** Whether a job of that video that was created then is concerned. */
    public boolean covers(Instant createdAt) {
        return !createdAt.isAfter(purgedAt);
    }
}

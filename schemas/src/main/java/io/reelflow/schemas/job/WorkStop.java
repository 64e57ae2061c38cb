package io.reelflow.schemas.job;

import java.time.Instant;

/**
 * Work that nobody wants any more: all that runs for a job and was admitted with this epoch or an earlier one has to end
 * within two seconds.
 *
 * @param epoch of an admission; a later one is not concerned
 */
public record WorkStop(int version, Instant time, String jobId, long epoch) {
    public static final int VERSION = 1;
}

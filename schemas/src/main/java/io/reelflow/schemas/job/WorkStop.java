package io.reelflow.schemas.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work that nobody wants any more: all that runs for a job and was admitted with this epoch or an earlier one has to end
 * within two seconds.
 *
 * @param epoch of an admission; a later one is not concerned
 * @param failure what made the attempt fail, where it has failed elsewhere; null where the job was cancelled
 */
public record WorkStop(
        int version,
        Instant time,
        String jobId,
        long epoch,
        @Nullable Failure failure) {
    public static final int VERSION = 1;

    /** The job was cancelled. */
    public WorkStop(int version, Instant time, String jobId, long epoch) {
        this(version, time, jobId, epoch, null);
    }
}

package io.reelflow.schemas.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source took a visit, told the moment it is known: that it wants us to wait, or that a probe was served.
 *
 * @param epoch of the admission that asked
 * @param limited false: it has served us
 * @param retryAfterSeconds how long it wants us to wait, as it said; null where it did not
 */
public record SourceReport(
        int version,
        Instant time,
        String jobId,
        long epoch,
        Visit visit,
        boolean limited,
        @Nullable Long retryAfterSeconds) {
    public static final int VERSION = 1;

    /** Of an attempt to which the source has answered; null where the outcome says nothing about it. */
    public static @Nullable SourceReport of(JobOutcome outcome) {
        Failure failure = outcome.failure();
        if (outcome.visit() == null || failure == null || failure.code() != ErrorCode.SOURCE_RATE_LIMITED) {
            return null;
        }
        return new SourceReport(
                VERSION,
                outcome.time(),
                outcome.jobId(),
                outcome.epoch(),
                outcome.visit(),
                true,
                failure.retryAfterSeconds());
    }
}

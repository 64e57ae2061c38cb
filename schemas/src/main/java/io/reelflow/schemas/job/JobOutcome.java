package io.reelflow.schemas.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt of a job ended: written once its element has passed every stage, whatever became of it.
 *
 * @param epoch of the admission; an outcome of another epoch frees no room
 * @param failure null where the attempt succeeded
 * @param manifestKey null where it failed
 * @param visit as whom it has asked its source; null where it asked nobody
 */
public record JobOutcome(
        String eventId,
        int version,
        Instant time,
        String jobId,
        String videoId,
        int attempt,
        long epoch,
        @Nullable Failure failure,
        @Nullable String manifestKey,
        List<String> warnings,
        @Nullable Visit visit) {
    public static final int VERSION = 1;

    /** Of an attempt that asked no source. */
    public JobOutcome(
            String eventId,
            int version,
            Instant time,
            String jobId,
            String videoId,
            int attempt,
            long epoch,
            @Nullable Failure failure,
            @Nullable String manifestKey,
            List<String> warnings) {
        this(eventId, version, time, jobId, videoId, attempt, epoch, failure, manifestKey, warnings, null);
    }
}

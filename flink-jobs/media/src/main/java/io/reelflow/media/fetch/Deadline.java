package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import java.time.Duration;

/** When a fetch has taken too long. */
record Deadline(long end, Duration given) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos(), time);
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    MediaException passed() {
        return new MediaException(
                ErrorCode.STAGE_TIMEOUT, "the download took longer than " + given.toMinutes() + " minutes");
    }
}

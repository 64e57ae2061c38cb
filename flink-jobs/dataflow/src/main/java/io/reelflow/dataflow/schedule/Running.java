package io.reelflow.dataflow.schedule;

import io.reelflow.dataflow.lifecycle.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * A job in a room.
 *
 * @param epoch of its admission, unlike any other: only the outcome that carries it frees the room
 * @param attempt number of the attempt
 * @param holds how often that attempt had been held
 * @param stopping it has been told to end, and is told again until its outcome comes
 * @param owner null for one that was let in before owners were counted
 */
public record Running(
        String videoId,
        long epoch,
        int attempt,
        int holds,
        boolean stopping,
        @Nullable String owner) {

    Running stop() {
        return new Running(videoId, epoch, attempt, holds, true, owner);
    }

    /** Whether an attempt is this one, or one that was given up for it. */
    boolean covers(Attempt other) {
        return other.number() < attempt || (other.number() == attempt && other.holds() <= holds);
    }
}

package io.reelflow.dataflow.schedule;

import io.reelflow.dataflow.lifecycle.Attempt;

/**
 * A job in a room.
 *
 * @param epoch of its admission, unlike any other: only the outcome that carries it frees the room
 * @param attempt number of the attempt
 * @param holds how often that attempt had been held
 * @param stopping it has been told to end, and is told again until its outcome comes
 */
public record Running(String videoId, long epoch, int attempt, int holds, boolean stopping) {

    Running stop() {
        return new Running(videoId, epoch, attempt, holds, true);
    }

    /** Whether an attempt is this one, or one that was given up for it. */
    boolean covers(Attempt other) {
        return other.number() < attempt || (other.number() == attempt && other.holds() <= holds);
    }
}

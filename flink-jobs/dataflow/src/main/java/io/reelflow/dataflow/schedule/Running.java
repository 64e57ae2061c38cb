package io.reelflow.dataflow.schedule;

/**
 * A job in a room.
 *
 * @param epoch of its admission, unlike any other: only the outcome that carries it frees the room
 */
public record Running(String videoId, long epoch) {}

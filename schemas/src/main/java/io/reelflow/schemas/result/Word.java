package io.reelflow.schemas.result;

/**
 * A spoken word. Times are seconds of the video.
 *
 * @param probability 0–1, the recogniser's own
 */
public record Word(double start, double end, String text, double probability) {}

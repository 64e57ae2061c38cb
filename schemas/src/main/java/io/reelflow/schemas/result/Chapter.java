package io.reelflow.schemas.result;

/** Times are seconds of the video. */
public record Chapter(double start, double end, String title) {}

package io.reelflow.media.speakers;

/** A stretch of time, seconds. */
public record Stretch(double start, double end) {
    double seconds() {
        return end - start;
    }
}

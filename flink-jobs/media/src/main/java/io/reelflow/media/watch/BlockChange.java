package io.reelflow.media.watch;

/** How many pixels of each block of a {@link MotionMap} changed from one picture to the next. */
final class BlockChange {
    private final double time;
    private final double changedAt;
    private final int[] pixels;

    BlockChange(double time, double changedAt, int[] pixels) {
        this.time = time;
        this.changedAt = changedAt;
        this.pixels = pixels;
    }

    /** When the later picture is shown, seconds. */
    double time() {
        return time;
    }

    /** When, between the two, most of it changed: seconds. */
    double changedAt() {
        return changedAt;
    }

    int pixels(int block) {
        return pixels[block];
    }
}

package io.reelflow.media.watch;

/** How many pixels of each block of a {@link MotionMap} changed from one picture to the next. */
final class BlockChange {
    private final double time;
    private final int[] pixels;

    BlockChange(double time, int[] pixels) {
        this.time = time;
        this.pixels = pixels;
    }

    /** When the later picture is shown, seconds. */
    double time() {
        return time;
    }

    int pixels(int block) {
        return pixels[block];
    }
}

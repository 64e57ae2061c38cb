package io.reelflow.media.watch;

/** When, of the frames since the last look, most of the picture changed: what makes a border exact between two looks. */
final class BiggestChange {
    private final byte[] before = new byte[ShotDetector.WIDTH * ShotDetector.HEIGHT];
    private double time;
    private long most = -1;

    /**
     * Takes the next frame.
     *
     * @param tiny its brightness first, one byte a pixel
     */
    void accept(double shown, byte[] tiny) {
        long sum = 0;
        for (int i = 0; i < before.length; i++) {
            sum += Math.abs((tiny[i] & 0xff) - (before[i] & 0xff));
        }
        System.arraycopy(tiny, 0, before, 0, before.length);
        if (sum >= most) {
            most = sum;
            time = shown;
        }
    }

    /** The answer; the next one is about later frames only. */
    double take() {
        most = -1;
        return time;
    }
}

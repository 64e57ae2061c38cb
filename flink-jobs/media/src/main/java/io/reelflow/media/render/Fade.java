package io.reelflow.media.render;

import java.util.Locale;

/**
 * How a clip ends, and its sound begins: the picture goes out in a fifth of a second, the sound with it, and comes in
 * within a moment, so that nothing clicks. The picture does not fade in: its first frame is what feeds show.
 */
final class Fade {
    private static final double OUT_SECONDS = 0.2;
    private static final double SOUND_IN_SECONDS = 0.03;

    /** Too short to give a part of it away. */
    private static final double LEAST_SECONDS = 1;

    private Fade() {}

    /** Filters to put behind those of the picture. */
    static String picture(double duration) {
        return duration < LEAST_SECONDS ? "" : "," + out("fade", duration);
    }

    /** Filters to put behind those of the sound. */
    static String sound(double duration) {
        return duration < LEAST_SECONDS
                ? ""
                : String.format(Locale.ROOT, ",afade=t=in:d=%.2f,", SOUND_IN_SECONDS) + out("afade", duration);
    }

    private static String out(String filter, double duration) {
        return String.format(Locale.ROOT, "%s=t=out:st=%.3f:d=%.2f", filter, duration - OUT_SECONDS, OUT_SECONDS);
    }
}

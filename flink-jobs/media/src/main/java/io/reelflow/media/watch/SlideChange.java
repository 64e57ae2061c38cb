package io.reelflow.media.watch;

/** How a picture at rest differs from the one at rest before it. */
enum SlideChange {
    /** Not so that it matters. */
    SAME,
    /** It shows all that was there, and more. */
    BUILD,
    /** Another picture. */
    OTHER;

    /** Share of the pixels that must differ at all. */
    private static final double DIFFERENT = 0.0015;

    /** Below this share of the pixels, more of what was shown must be gone to make it another picture. */
    private static final double CLEARLY_DIFFERENT = 0.008;

    private static final double BUILD_LOSS = 0.2;
    private static final double SMALL_LOSS = 0.35;

    /** With fewer outlines than this share of the pixels the picture is empty: what comes is no build of it. */
    private static final double EMPTY = 0.002;

    private static final double BLANK = 0.0005;

    /** A build covers less than this. */
    private static final double MAX_BUILD = 0.5;

    /**
     * Compares two grey pictures outside the moving parts. What was shown is taken to be its outlines: text and
     * drawings are little else.
     */
    static SlideChange between(byte[] before, byte[] after, int width, int height, MovingBlocks moving) {
        int resting = 0;
        int changed = 0;
        int outlines = 0;
        int lost = 0;
        for (int y = 0; y < height - 1; y++) {
            for (int x = 0; x < width - 1; x++) {
                if (moving.holds(x, y)) {
                    continue;
                }
                int i = y * width + x;
                resting++;
                boolean differs = differ(before[i], after[i]);
                changed += differs ? 1 : 0;
                if (differ(before[i], before[i + 1]) || differ(before[i], before[i + width])) {
                    outlines++;
                    lost += differs ? 1 : 0;
                }
            }
        }
        return judge(resting, changed, outlines, lost);
    }

    /** Whether two pictures show the same outside the moving parts. */
    static boolean isSame(byte[] before, byte[] after, int width, int height, MovingBlocks moving) {
        int resting = 0;
        int changed = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (!moving.holds(x, y)) {
                    resting++;
                    changed += differ(before[y * width + x], after[y * width + x]) ? 1 : 0;
                }
            }
        }
        return resting > 0 && changed < DIFFERENT * resting;
    }

    /** Whether a picture shows nothing: a black or an evenly lit screen. */
    static boolean isBlank(byte[] grey, int width, int height) {
        int outlines = 0;
        for (int i = 0; i < width * (height - 1) - 1; i++) {
            outlines += differ(grey[i], grey[i + 1]) || differ(grey[i], grey[i + width]) ? 1 : 0;
        }
        return outlines < BLANK * grey.length;
    }

    private static SlideChange judge(int resting, int changed, int outlines, int lost) {
        double share = (double) changed / Math.max(1, resting);
        double loss = (double) lost / Math.max(1, outlines);
        if (share < DIFFERENT) {
            return SAME;
        }
        if (outlines < EMPTY * resting || share > MAX_BUILD) {
            return OTHER;
        }
        if (loss <= BUILD_LOSS) {
            return BUILD;
        }
        return share < CLEARLY_DIFFERENT && loss < SMALL_LOSS ? SAME : OTHER;
    }

    private static boolean differ(byte a, byte b) {
        return Math.abs((a & 0xff) - (b & 0xff)) > MotionMap.CHANGED;
    }
}

package io.reelflow.media.watch;

/**
 * How the picture is shown: sizes in pixels after pixel aspect and rotation.
 *
 * @param width shown
 * @param height shown
 * @param rotation degrees clockwise: 0, 90, 180 or 270
 */
record Geometry(int width, int height, int rotation) {
    /** Longer side of the small pictures that stills and faces are found in. */
    private static final int SMALL_SIDE = 320;

    Geometry {
        rotation = Math.floorMod(Math.round(rotation / 90f) * 90, 360);
    }

    /** Width before it is turned. */
    int storedWidth() {
        return sideways() ? height : width;
    }

    /** Height before it is turned. */
    int storedHeight() {
        return sideways() ? width : height;
    }

    /** The same, with a longer side of 320 pixels at most. */
    Geometry small() {
        double scale = Math.min(1, (double) SMALL_SIDE / Math.max(width, height));
        return new Geometry(scaled(width, scale), scaled(height, scale), rotation);
    }

    private boolean sideways() {
        return rotation % 180 != 0;
    }

    private static int scaled(int side, double scale) {
        return Math.max(1, (int) Math.round(side * scale));
    }
}

package io.reelflow.media.watch;

import io.reelflow.schemas.result.Picture.Box;
import org.jspecify.annotations.Nullable;

/**
 * Finds black borders: places that stay black through the whole video, on both opposite sides alike, and end at a
 * straight edge. A speaker before a black wall has none: what is lit there has no straight edge.
 */
final class Borders {
    /** The brightest that a border gets, of 0–255: video black, and the ringing of an encoder. */
    private static final int BLACK = 24;

    /** Thinner ones are not worth a crop: share of the side. */
    private static final double MIN_SHARE = 0.02;

    /** Both borders of a side are as wide as each other but for this share. */
    private static final double UNEQUAL = 0.03;

    /** Share of an edge's pixels that are lit at some time. */
    private static final double STRAIGHT = 0.5;

    /** Less than this is left of no film's side. */
    private static final double MIN_CONTENT = 0.25;

    private final int width;
    private final int height;
    private final byte[] brightest;

    /** Takes pictures of {@code width} x {@code height} pixels. */
    Borders(int width, int height) {
        this.width = width;
        this.height = height;
        this.brightest = new byte[width * height];
    }

    /** Takes the next picture, one byte a pixel. */
    void accept(byte[] grey) {
        for (int i = 0; i < brightest.length; i++) {
            if ((grey[i] & 0xff) > (brightest[i] & 0xff)) {
                brightest[i] = grey[i];
            }
        }
    }

    /** What lies between the borders, in pixels of a picture of this size; null where there are none. */
    @Nullable
    Box content(int shownWidth, int shownHeight) {
        int[] rows = lit(height, width, width, 1);
        int[] columns = lit(width, height, 1, width);
        int[] down = span(rows, columns);
        int[] across = span(columns, rows);
        if (down[0] == 0 && down[1] == height && across[0] == 0 && across[1] == width) {
            return null;
        }
        double sx = (double) shownWidth / width;
        double sy = (double) shownHeight / height;
        double left = Math.ceil(across[0] * sx);
        double top = Math.ceil(down[0] * sy);
        return new Box(left, top, Math.floor(across[1] * sx) - left, Math.floor(down[1] * sy) - top);
    }

    /** How many pixels of each line are lit at some time. */
    private int[] lit(int lines, int length, int lineStep, int pixelStep) {
        int[] lit = new int[lines];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < length; i++) {
                lit[line] += (brightest[line * lineStep + i * pixelStep] & 0xff) > BLACK ? 1 : 0;
            }
        }
        return lit;
    }

    /** First and behind the last line between the borders; all lines where there are none. */
    private static int[] span(int[] lines, int[] others) {
        int[] all = {0, lines.length};
        int first = 0;
        while (first < lines.length && lines[first] == 0) {
            first++;
        }
        int last = lines.length;
        while (last > first && lines[last - 1] == 0) {
            last--;
        }
        int after = lines.length - last;
        int reach = 0;
        for (int other : others) {
            reach += other > 0 ? 1 : 0;
        }
        boolean borders = Math.min(first, after) >= MIN_SHARE * lines.length
                && Math.abs(first - after) <= UNEQUAL * lines.length
                && last - first >= MIN_CONTENT * lines.length
                && edge(lines, first, 1) >= STRAIGHT * reach
                && edge(lines, last - 1, -1) >= STRAIGHT * reach;
        // One line further in: where a border ends between two pixels of the small picture.
        return borders ? new int[] {first + 1, last - 1} : all;
    }

    private static int edge(int[] lines, int line, int inwards) {
        return Math.max(lines[line], lines[line + inwards]);
    }
}

package io.reelflow.media.watch;

import io.reelflow.schemas.result.Picture.Box;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Finds lines of text on a plain ground, as slides and titles have them. Strokes in a row that are near to each other are
 * joined (run-length smoothing: Wong, Casey and Wahl, "Document analysis system", 1982), and what is then as long, low
 * and dense as a line of text is one. A filmed room has such shapes too, but no plain ground.
 */
final class TextLines {
    /** Shortest line, pixels of the small picture. */
    static final int LEAST_WIDTH = 24;

    private static final int LEAST_HEIGHT = 3;

    /** Share of the picture's height: larger letters are no lines to read. */
    private static final double MOST_HEIGHT = 0.16;

    /** Longer than it is high. */
    private static final double LEAST_SHAPE = 1.5;

    /** Difference in brightness from one pixel to the next that makes a stroke's edge. */
    private static final int STROKE = 28;

    /** Letters and words nearer than this belong together, pixels. */
    private static final int GAP = 6;

    /**
     * Edges in a line's box, as a share of its pixels. Lines of three decks have 0.33 to 0.7; what looks like a line of
     * this length in films of people has 0.28 at most.
     */
    private static final double LEAST_STROKES = 0.3;

    private static final int LEAST_LINES = 2;

    /** Share of the pixels that have the brightness of the ground, and how near to it that is. */
    private static final double PLAIN = 0.15;

    private static final int NEAR = 6;

    private final int width;
    private final int height;
    private final boolean[] strokes;
    private final boolean[] smeared;
    private final Deque<Integer> open = new ArrayDeque<>();

    TextLines(int width, int height) {
        this.width = width;
        this.height = height;
        this.strokes = new boolean[width * height];
        this.smeared = new boolean[width * height];
    }

    /** The box around all lines; null where there are fewer than two. */
    @Nullable
    Box in(byte[] grey) {
        if (!hasPlainGround(grey)) {
            return null;
        }
        smear(grey);
        int[] all = {width, height, 0, 0};
        int lines = 0;
        for (int i = 0; i < smeared.length; i++) {
            if (smeared[i]) {
                int[] box = take(i);
                int held = linesIn(box);
                if (held > 0) {
                    lines += held;
                    all[0] = Math.min(all[0], box[0]);
                    all[1] = Math.min(all[1], box[1]);
                    all[2] = Math.max(all[2], box[2]);
                    all[3] = Math.max(all[3], box[3]);
                }
            }
        }
        return lines < LEAST_LINES ? null : new Box(all[0], all[1], all[2] - all[0], all[3] - all[1]);
    }

    private static boolean hasPlainGround(byte[] grey) {
        int[] levels = new int[256];
        for (byte pixel : grey) {
            levels[pixel & 0xff]++;
        }
        int most = 0;
        for (int level = 0; level < 256; level++) {
            int near = 0;
            for (int each = Math.max(0, level - NEAR); each <= Math.min(255, level + NEAR); each++) {
                near += levels[each];
            }
            most = Math.max(most, near);
        }
        return most >= PLAIN * grey.length;
    }

    private void smear(byte[] grey) {
        for (int y = 0; y < height; y++) {
            int last = -GAP - 1;
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                strokes[i] = x > 0 && Math.abs((grey[i] & 0xff) - (grey[i - 1] & 0xff)) > STROKE;
                smeared[i] = strokes[i];
                if (strokes[i]) {
                    for (int gap = Math.max(last + 1, x - GAP); last >= x - GAP && gap < x; gap++) {
                        smeared[y * width + gap] = true;
                    }
                    last = x;
                }
            }
        }
    }

    /** Takes away all that hangs together with a pixel: its left, upper, right and lower end. */
    private int[] take(int first) {
        int[] box = {width, height, 0, 0};
        open.push(first);
        smeared[first] = false;
        while (!open.isEmpty()) {
            int i = open.pop();
            int x = i % width;
            int y = i / width;
            box[0] = Math.min(box[0], x);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], x + 1);
            box[3] = Math.max(box[3], y + 1);
            visit(i - 1, x > 0);
            visit(i + 1, x < width - 1);
            visit(i - width, y > 0);
            visit(i + width, y < height - 1);
        }
        return box;
    }

    private void visit(int i, boolean inside) {
        if (inside && smeared[i]) {
            smeared[i] = false;
            open.push(i);
        }
    }

    /** Lines that touch hang together: then the rows with fewer edges part them. */
    private int linesIn(int[] box) {
        int w = box[2] - box[0];
        int h = box[3] - box[1];
        if (w < LEAST_WIDTH || h < LEAST_HEIGHT) {
            return 0;
        }
        int[] rows = new int[h];
        int edges = 0;
        for (int y = 0; y < h; y++) {
            for (int x = box[0]; x < box[2]; x++) {
                rows[y] += strokes[(box[1] + y) * width + x] ? 1 : 0;
            }
            edges += rows[y];
        }
        if (edges < LEAST_STROKES * w * h) {
            return 0;
        }
        if (h <= MOST_HEIGHT * height) {
            return w >= LEAST_SHAPE * h ? 1 : 0;
        }
        int lines = 0;
        for (int y = 0; y < h; y++) {
            boolean dense = 2 * rows[y] * h >= edges;
            boolean before = y > 0 && 2 * rows[y - 1] * h >= edges;
            lines += dense && !before ? 1 : 0;
        }
        return lines >= LEAST_LINES && h <= MOST_HEIGHT * height * lines ? lines : 0;
    }
}

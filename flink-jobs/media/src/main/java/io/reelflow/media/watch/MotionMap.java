package io.reelflow.media.watch;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;

/**
 * Which parts of the picture change all the time: a presenter's inset, a film in a slide. Counts over a grid of small
 * blocks; a block that changed in most of the latest pictures is moving, and so are its neighbours. A small moving part
 * is remembered for a while after it came to rest, since a presenter who pauses moves again.
 */
final class MotionMap {
    /** Pixels of a block's side. */
    static final int BLOCK = 10;

    /** Difference in brightness at which a pixel has changed: above the noise of compression. */
    static final int CHANGED = 20;

    private static final int MIN_PIXELS = 3;

    /** What is looked back upon: longer than a fade. */
    private static final double WINDOW_SECONDS = 3;

    private static final double MOVING_SHARE = 0.58;
    private static final int MIN_MOVING = 3;
    private static final double REMEMBERED_SECONDS = 20;
    private static final double MAX_REMEMBERED_SHARE = 0.3;

    private final int width;
    private final int height;
    private final int columns;
    private final int rows;
    private final Deque<BlockChange> window = new ArrayDeque<>();
    private final int[] active;
    private final double[] lastMoved;
    private final boolean[] moving;
    private int movingBlocks;

    MotionMap(int width, int height) {
        this.width = width;
        this.height = height;
        this.columns = (width + BLOCK - 1) / BLOCK;
        this.rows = (height + BLOCK - 1) / BLOCK;
        this.active = new int[columns * rows];
        this.lastMoved = new double[columns * rows];
        Arrays.fill(lastMoved, Double.NEGATIVE_INFINITY);
        this.moving = new boolean[columns * rows];
    }

    /** Takes the next pair of neighbouring pictures, the later one shown at {@code time}. */
    BlockChange accept(double time, double changedAt, byte[] before, byte[] after) {
        BlockChange change = new BlockChange(time, changedAt, count(before, after));
        window.addLast(change);
        addActivity(change, 1);
        while (time - window.getFirst().time() > WINDOW_SECONDS) {
            addActivity(window.removeFirst(), -1);
        }
        refresh(time);
        return change;
    }

    /** The parts that move now. */
    MovingBlocks moving() {
        BitSet blocks = new BitSet(moving.length);
        for (int i = 0; i < moving.length; i++) {
            blocks.set(i, moving[i]);
        }
        return new MovingBlocks(columns, moving.length, blocks);
    }

    /** Share of the picture that moves. */
    double movingShare() {
        return (double) movingBlocks / moving.length;
    }

    /** Share of changed pixels among those that do not move, as far as is known now. */
    double restingChange(BlockChange change) {
        long sum = 0;
        for (int i = 0; i < moving.length; i++) {
            sum += moving[i] ? 0 : change.pixels(i);
        }
        double resting = (double) width * height * (1 - movingShare());
        return resting == 0 ? 0 : sum / resting;
    }

    private int[] count(byte[] before, byte[] after) {
        int[] changed = new int[moving.length];
        for (int y = 0; y < height; y++) {
            int row = y / BLOCK * columns;
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (Math.abs((before[i] & 0xff) - (after[i] & 0xff)) > CHANGED) {
                    changed[row + x / BLOCK]++;
                }
            }
        }
        return changed;
    }

    private void addActivity(BlockChange change, int sign) {
        for (int i = 0; i < active.length; i++) {
            active[i] += change.pixels(i) >= MIN_PIXELS ? sign : 0;
        }
    }

    private void refresh(double time) {
        double enough = Math.max(MIN_MOVING, MOVING_SHARE * window.size());
        int remembered = 0;
        for (int i = 0; i < active.length; i++) {
            if (active[i] >= enough) {
                lastMoved[i] = time;
            }
            remembered += time - lastMoved[i] <= REMEMBERED_SECONDS ? 1 : 0;
        }
        // More than an inset is a film over most of the picture: the next slide takes its place, so it is forgotten.
        boolean inset = remembered <= MAX_REMEMBERED_SHARE * lastMoved.length;
        spread(inset ? time - REMEMBERED_SECONDS : time);
    }

    private void spread(double since) {
        Arrays.fill(moving, false);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (lastMoved[row * columns + column] >= since) {
                    spreadFrom(row, column);
                }
            }
        }
        movingBlocks = 0;
        for (boolean each : moving) {
            movingBlocks += each ? 1 : 0;
        }
    }

    private void spreadFrom(int row, int column) {
        for (int r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
                moving[r * columns + c] = true;
            }
        }
    }
}

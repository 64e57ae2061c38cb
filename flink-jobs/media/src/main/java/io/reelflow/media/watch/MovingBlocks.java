package io.reelflow.media.watch;

import java.util.BitSet;

/** The parts of a picture that move, as a grid of {@code count} blocks of {@link MotionMap#BLOCK} pixels. */
record MovingBlocks(int columns, int count, BitSet moving) {
    boolean holds(int x, int y) {
        return moving.get(y / MotionMap.BLOCK * columns + x / MotionMap.BLOCK);
    }

    /** Share of the picture that moves. */
    double share() {
        return (double) moving.cardinality() / count;
    }

    /** The parts that move in this or in the other, of the same size. */
    MovingBlocks with(MovingBlocks other) {
        BitSet either = (BitSet) moving.clone();
        either.or(other.moving);
        return new MovingBlocks(columns, count, either);
    }
}

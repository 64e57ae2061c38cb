package io.reelflow.media.watch;

/** How a still looked, small and grey, and what moved in it. */
final class Snapshot {
    /** With more than this in motion there is too little left to compare. */
    private static final double MAX_MOVING = 0.6;

    private final byte[] grey;
    private final int width;
    private final int height;
    private final MovingBlocks blocks;

    /** @param grey one byte a pixel; not copied */
    Snapshot(byte[] grey, int width, int height, MovingBlocks blocks) {
        this.grey = grey;
        this.width = width;
        this.height = height;
        this.blocks = blocks;
    }

    /** Whether both show the same outside of what moved in one of them. */
    boolean shows(Snapshot other) {
        MovingBlocks moving = blocks.with(other.blocks);
        return moving.share() <= MAX_MOVING && SlideChange.isSame(grey, other.grey, width, height, moving);
    }
}

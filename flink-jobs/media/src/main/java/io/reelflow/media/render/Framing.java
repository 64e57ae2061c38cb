package io.reelflow.media.render;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.JobOptions;

/**
 * Which part of the shown picture a clip takes, and the size it is brought to. Sizes are pixels; those of the clip are
 * even, as its encoding needs.
 *
 * @param cropWidth of the part taken, in source pixels; equal to the source's where nothing is cropped
 * @param cropHeight of the part taken, in source pixels
 * @param bars whether the part taken is fitted into the clip's picture between black bars, not stretched over it
 */
record Framing(int sourceWidth, int sourceHeight, int cropWidth, int cropHeight, int width, int height, boolean bars) {
    /** Smaller pictures hold nothing that could be shown. */
    private static final int MIN_SIDE = 16;

    /** A picture this near to the wanted shape is taken whole. */
    private static final double SAME_SHAPE = 0.02;

    /** @throws MediaException {@code MEDIA_UNREADABLE} where the picture is too small to make a clip of */
    static Framing of(int sourceWidth, int sourceHeight, JobOptions options) throws MediaException {
        if (Math.min(sourceWidth, sourceHeight) < MIN_SIDE) {
            throw new MediaException(
                    ErrorCode.MEDIA_UNREADABLE,
                    "the picture must be at least " + MIN_SIDE + "x" + MIN_SIDE + " pixels to make clips, was "
                            + sourceWidth + "x" + sourceHeight);
        }
        double source = (double) sourceWidth / sourceHeight;
        double wanted = shape(options.aspectRatio(), source);
        int side = Integer.parseInt(options.resolution().replace("p", ""));
        int width = even(wanted < 1 ? side : side * wanted);
        int height = even(wanted < 1 ? side / wanted : side);
        boolean same = Math.abs(source / wanted - 1) <= SAME_SHAPE;
        if (same || options.reframe().equals("none")) {
            return new Framing(sourceWidth, sourceHeight, sourceWidth, sourceHeight, width, height, !same);
        }
        int cropWidth = source > wanted ? even(sourceHeight * wanted) : sourceWidth;
        int cropHeight = source > wanted ? sourceHeight : even(sourceWidth / wanted);
        return new Framing(sourceWidth, sourceHeight, cropWidth, cropHeight, width, height, false);
    }

    boolean crops() {
        return cropWidth < sourceWidth || cropHeight < sourceHeight;
    }

    /** Highest left edge of the part taken. */
    int maxX() {
        return sourceWidth - cropWidth;
    }

    /** Lowest upper edge of the part taken. */
    int maxY() {
        return sourceHeight - cropHeight;
    }

    boolean upright() {
        return width <= height;
    }

    private static double shape(String aspectRatio, double source) {
        return switch (aspectRatio) {
            case "9:16" -> 9 / 16.0;
            case "1:1" -> 1;
            case "16:9" -> 16 / 9.0;
            case "source" -> source;
            default -> throw new IllegalArgumentException("aspect_ratio: unknown, was '" + aspectRatio + "'");
        };
    }

    private static int even(double length) {
        return Math.max(2, (int) Math.round(length / 2) * 2);
    }
}

package io.reelflow.media.render;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Picture.Box;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the shown picture a clip takes, and the size it is brought to. Sizes are pixels; those of the clip are
 * even, as its encoding needs.
 *
 * @param left edge of what may be taken: 0, or where a black border ends
 * @param top edge of what may be taken
 * @param maxX highest left edge of the part taken
 * @param maxY lowest upper edge of the part taken
 * @param cropWidth of the part taken, in source pixels; equal to the source's where nothing is cropped
 * @param cropHeight of the part taken, in source pixels
 * @param bars whether the part taken is fitted into the clip's picture between black bars, not stretched over it
 */
record Framing(
        int sourceWidth,
        int sourceHeight,
        int left,
        int top,
        int maxX,
        int maxY,
        int cropWidth,
        int cropHeight,
        int width,
        int height,
        boolean bars) {
    /** A picture this near to the wanted shape is taken whole. */
    private static final double SAME_SHAPE = 0.02;

    /** As {@link #of(int, int, Box, JobOptions)}, of a picture without borders. */
    static Framing of(int sourceWidth, int sourceHeight, JobOptions options) throws MediaException {
        return of(sourceWidth, sourceHeight, null, options);
    }

    /**
     * @param content what lies between black borders, which no crop shows; null where there are none
     * @throws MediaException {@code MEDIA_UNREADABLE} where the picture is too small to make a clip of
     */
    static Framing of(int sourceWidth, int sourceHeight, @Nullable Box content, JobOptions options)
            throws MediaException {
        if (Math.min(sourceWidth, sourceHeight) < RenderRequest.LEAST_SIDE) {
            throw new MediaException(
                    ErrorCode.MEDIA_UNREADABLE,
                    "the picture must be at least " + RenderRequest.LEAST_SIDE + "x" + RenderRequest.LEAST_SIDE
                            + " pixels to make clips, was " + sourceWidth + "x" + sourceHeight);
        }
        boolean whole =
                options.reframe().equals("none") || options.aspectRatio().equals("source");
        Box box = content == null || whole || Math.min(content.width(), content.height()) < RenderRequest.LEAST_SIDE
                ? new Box(0, 0, sourceWidth, sourceHeight)
                : content;
        double shape = box.width() / box.height();
        double wanted = shape(options.aspectRatio(), shape);
        int side = Integer.parseInt(options.resolution().replace("p", ""));
        int width = even(wanted < 1 ? side : side * wanted);
        int height = even(wanted < 1 ? side / wanted : side);
        boolean same = Math.abs(shape / wanted - 1) <= SAME_SHAPE;
        int boxWidth = (int) box.width();
        int boxHeight = (int) box.height();
        int cropWidth = same || whole || shape <= wanted ? boxWidth : even(boxHeight * wanted);
        int cropHeight = same || whole || shape > wanted ? boxHeight : even(boxWidth / wanted);
        int left = (int) box.x();
        int top = (int) box.y();
        return new Framing(
                sourceWidth,
                sourceHeight,
                left,
                top,
                left + boxWidth - cropWidth,
                top + boxHeight - cropHeight,
                cropWidth,
                cropHeight,
                width,
                height,
                whole && !same);
    }

    boolean crops() {
        return cropWidth < sourceWidth || cropHeight < sourceHeight;
    }

    /** Width of what may be taken: the picture's between its borders. */
    int boxWidth() {
        return maxX - left + cropWidth;
    }

    int boxHeight() {
        return maxY - top + cropHeight;
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

package io.reelflow.media.render;

import io.reelflow.schemas.result.Clip.Crop;
import java.util.Locale;

/**
 * A crop that moves by less than a pixel of the source. ffmpeg crops at even pixels alone, and a slow move by two
 * pixels a time, enlarged, is seen as steps: so a part a little larger is cut out, enlarged, and the rest of the way is
 * gone in the enlarged picture.
 *
 * @param width cut out of the source
 * @param height cut out of the source
 * @param scaledWidth of the same, enlarged
 * @param scaledHeight of the same, enlarged
 */
record FineCrop(Framing framing, int width, int height, int scaledWidth, int scaledHeight) {
    private static final int MARGIN = 4;

    static FineCrop of(Framing framing) {
        int width = framing.cropWidth() + (framing.maxX() - framing.left() >= MARGIN ? MARGIN : 0);
        int height = framing.cropHeight() + (framing.maxY() - framing.top() >= MARGIN ? MARGIN : 0);
        return new FineCrop(
                framing,
                width,
                height,
                even((double) framing.width() * width / framing.cropWidth()),
                even((double) framing.height() * height / framing.cropHeight()));
    }

    /** The filters that show the crop where it first is. */
    String filters(Crop first, String scale) {
        return String.format(
                Locale.ROOT,
                "crop@camera=%d:%d:%d:%d,scale=%d:%d:%s,crop@fine=%d:%d:%d:%d",
                width,
                height,
                x(first),
                y(first),
                scaledWidth,
                scaledHeight,
                scale,
                framing.width(),
                framing.height(),
                fineX(first),
                fineY(first));
    }

    /** The commands that bring it to another place. */
    String commands(Crop crop) {
        return String.format(
                Locale.ROOT,
                "crop@camera x %d, crop@camera y %d, crop@fine x %d, crop@fine y %d",
                x(crop),
                y(crop),
                fineX(crop),
                fineY(crop));
    }

    private int x(Crop crop) {
        return evenBelow(Math.min(crop.x(), framing.maxX() - (width - framing.cropWidth())));
    }

    private int y(Crop crop) {
        return evenBelow(Math.min(crop.y(), framing.maxY() - (height - framing.cropHeight())));
    }

    private int fineX(Crop crop) {
        return place((crop.x() - x(crop)) * scaledWidth / width, scaledWidth - framing.width());
    }

    private int fineY(Crop crop) {
        return place((crop.y() - y(crop)) * scaledHeight / height, scaledHeight - framing.height());
    }

    private static int place(double at, int most) {
        return (int) Math.max(0, Math.min(most, Math.round(at / 2) * 2));
    }

    private static int evenBelow(double at) {
        return (int) Math.max(0, Math.floor(at / 2) * 2);
    }

    private static int even(double length) {
        return (int) Math.ceil(length / 2) * 2;
    }
}

package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_HWACCEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * The brightness of a decoded frame at full size, read where it lies: a few hundred pixels of a face cost nothing,
 * scaling the frame would. Places are those of the shown picture.
 */
final class Luma {
    private static final int UNREADABLE =
            AV_PIX_FMT_FLAG_BE | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_PAL;

    private final Geometry shown;
    private final int width;
    private final int height;
    private final BytePointer data;
    private final int stride;
    private final int offset;
    private final int step;
    private final int shift;

    private Luma(Geometry shown, AVFrame frame, AVComponentDescriptor component) {
        this.shown = shown;
        this.width = frame.width();
        this.height = frame.height();
        this.data = frame.data(component.plane());
        this.stride = frame.linesize(component.plane());
        this.offset = component.offset();
        this.step = component.step();
        this.shift = component.shift() + component.depth() - 8;
    }

    /** Null where the frame's pixels are of a kind that is not read so: none of a video's usual ones. */
    static @Nullable Luma of(AVFrame frame, Geometry shown) {
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
        if (format == null || format.isNull() || (format.flags() & UNREADABLE) != 0) {
            return null;
        }
        AVComponentDescriptor component = format.comp(0);
        // Read are bytes, or the halves of a 16-bit number.
        boolean readable = component.depth() >= 8 && component.depth() <= 16 && component.step() > 0;
        return readable ? new Luma(shown, frame, component) : null;
    }

    /** {@code columns} x {@code rows} samples, 0–255, of a box of the shown picture; those outside of it are its edge's. */
    int[] patch(double x, double y, double boxWidth, double boxHeight, int columns, int rows) {
        int[] samples = new int[columns * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                samples[row * columns + column] =
                        at(x + (column + 0.5) / columns * boxWidth, y + (row + 0.5) / rows * boxHeight);
            }
        }
        return samples;
    }

    private int at(double x, double y) {
        double across = x / shown.width();
        double down = y / shown.height();
        double column = switch (shown.rotation()) {
            case 90 -> down;
            case 180 -> 1 - across;
            case 270 -> 1 - down;
            default -> across;
        };
        double row = switch (shown.rotation()) {
            case 90 -> 1 - across;
            case 180 -> 1 - down;
            case 270 -> across;
            default -> down;
        };
        return pixel(clamp(column * width, width), clamp(row * height, height));
    }

    /** The mean of a pixel and its right neighbour: less noise. */
    private int pixel(int column, int row) {
        long start = (long) row * stride + offset;
        int next = Math.min(width - 1, column + 1);
        return (value(start + (long) column * step) + value(start + (long) next * step)) / 2;
    }

    private int value(long position) {
        int low = data.get(position) & 0xff;
        return shift == 0 ? low : ((data.get(position + 1) & 0xff) << 8 | low) >> shift & 0xff;
    }

    private static int clamp(double value, int length) {
        return (int) Math.max(0, Math.min(length - 1, value));
    }
}

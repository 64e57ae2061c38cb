package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/** Brings frames of any size and pixel format to one size and format; colours follow each frame's own colour space. */
final class FrameScaler implements AutoCloseable {
    private final SwsContext context = sws_alloc_context();
    private final AVFrame scaled = av_frame_alloc();

    /**
     * @param format an {@code AV_PIX_FMT_*}
     * @param flags of swscale
     */
    FrameScaler(int width, int height, int format, int flags) {
        context.flags(flags);
        context.threads(1);
        scaled.width(width);
        scaled.height(height);
        scaled.format(format);
        if (av_frame_get_buffer(scaled, 0) < 0) {
            close();
            throw new OutOfMemoryError("no memory for a frame of " + width + "x" + height);
        }
    }

    /** The frame at this scaler's size, good until the next call. */
    AVFrame scale(AVFrame frame) {
        sws_scale_frame(context, scaled, frame);
        return scaled;
    }

    /** Copies one plane without its padding. */
    static void copyPlane(AVFrame frame, int plane, int width, int height, byte[] into) {
        BytePointer data = frame.data(plane);
        int stride = frame.linesize(plane);
        for (int row = 0; row < height; row++) {
            data.position((long) row * stride).get(into, row * width, width);
        }
    }

    @Override
    public void close() {
        av_frame_free(scaled);
        sws_freeContext(context);
    }
}

package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import io.reelflow.media.MediaException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The decoded frames of a file's picture, in order, each with its own time. Damaged packets are passed over, and what
 * ends early just ends.
 */
final class PictureStream implements AutoCloseable {
    /** A larger picture is refused: 8K fits. */
    private static final long MAX_PIXELS = 8192L * 8192L;

    private static final double DEFAULT_RATE = 25;

    /** Each thread holds frames of its own. */
    private static final int MAX_THREADS = 4;

    /** From this rate on, frames that no other refers to are not decoded: cuts are still known to 1/25 s. */
    private static final double FAST_RATE = 45;

    /** The same where slides are all that is wanted: with fewer frames a change would not be known well enough. */
    private static final double ENOUGH_FOR_SLIDES = 20;

    private final Container container;
    private final AVStream stream;
    private final AVCodecContext codec;
    private final double tick;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private double time = Double.NaN;
    private double endTime = Double.NaN;
    private boolean draining;

    private PictureStream(Container container, AVStream stream, AVCodecContext codec) {
        this.container = container;
        this.stream = stream;
        this.codec = codec;
        this.tick = av_q2d(stream.time_base());
    }

    /**
     * @param preferredStream index of the stream to read; another is taken where that one is no picture
     * @param threads to decode with
     * @param everyFrame false where a frame or two more or less do not matter
     * @throws MediaException {@code MEDIA_UNREADABLE} or {@code MEDIA_EMPTY}
     */
    static PictureStream open(Path file, int preferredStream, int threads, boolean everyFrame) throws MediaException {
        Container container = Container.open(file);
        try {
            AVStream stream = container.picture(preferredStream);
            PictureStream picture = new PictureStream(container, stream, decoder(stream, threads));
            if (picture.framesPerSecond() >= (everyFrame ? FAST_RATE : ENOUGH_FOR_SLIDES)) {
                picture.codec.skip_frame(AVDISCARD_NONREF);
            }
            return picture;
        } catch (MediaException e) {
            container.close();
            throw e;
        }
    }

    /** Decodes the next frame; false at the end, or where nothing further can be read. */
    boolean next() {
        av_frame_unref(frame);
        int got = avcodec_receive_frame(codec, frame);
        while (got != 0) {
            if (got == AVERROR_EOF || (draining && got == AVERROR_EAGAIN())) {
                return false;
            }
            if (!draining) {
                feed();
            }
            got = avcodec_receive_frame(codec, frame);
        }
        stamp();
        return true;
    }

    /** The frame last decoded; the next call of {@link #next} takes its pixels away. */
    AVFrame frame() {
        return frame;
    }

    /** When the frame is shown: seconds on the container's clock. */
    double time() {
        return time;
    }

    /** When the frame is no longer shown, as far as is known: seconds on the container's clock. */
    double endTime() {
        return endTime;
    }

    /** How long the file says it is, seconds; 0 where it does not. */
    double duration() {
        return container.duration();
    }

    /** Average; 25 where the file does not say. */
    double framesPerSecond() {
        double average = quotient(stream.avg_frame_rate());
        return average > 0 && average <= 1000 ? average : DEFAULT_RATE;
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(codec);
        container.close();
    }

    private void feed() {
        if (!container.read(packet)) {
            draining = true;
            avcodec_send_packet(codec, null);
            return;
        }
        if (packet.stream_index() == stream.index()) {
            avcodec_send_packet(codec, packet);
        }
        av_packet_unref(packet);
    }

    private void stamp() {
        long pts = frame.best_effort_timestamp();
        double stamped = pts == AV_NOPTS_VALUE ? Double.NaN : pts * tick;
        if (Double.isNaN(time)) {
            time = Double.isNaN(stamped) ? 0 : stamped;
        } else {
            // A damaged stream may step back or say nothing: then the frame follows the one before.
            time = stamped > time ? stamped : endTime;
        }
        endTime = time + (frame.duration() > 0 ? frame.duration() * tick : 1 / framesPerSecond());
    }

    private static AVCodecContext decoder(AVStream stream, int threads) throws MediaException {
        AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        if (codec == null || codec.isNull()) {
            throw Container.unreadable("there is no decoder for the picture's format");
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        context.max_pixels(MAX_PIXELS);
        context.thread_count(Math.min(MAX_THREADS, threads));
        boolean open = avcodec_parameters_to_context(context, stream.codecpar()) >= 0
                && avcodec_open2(context, codec, (PointerPointer<?>) null) >= 0;
        if (!open) {
            avcodec_free_context(context);
            throw Container.unreadable("the picture's decoder refuses the stream");
        }
        context.pkt_timebase(stream.time_base());
        return context;
    }

    private static double quotient(AVRational rational) {
        return rational.den() == 0 ? 0 : av_q2d(rational);
    }
}

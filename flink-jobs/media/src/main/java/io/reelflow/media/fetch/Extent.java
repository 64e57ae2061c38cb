package io.reelflow.media.fetch;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * How far the streams in use really reach: every packet is read (not decoded), about as fast as the disk.
 *
 * @param packets that were there
 * @param corrupt packets that the container knows to be damaged
 * @param start seconds at which the first begins
 * @param end seconds at which the last ends
 */
record Extent(long packets, long corrupt, double start, double end) {
    static Extent measure(OpenMedia media, List<Integer> streams) throws InterruptedException {
        AVPacket packet = av_packet_alloc();
        long packets = 0;
        long corrupt = 0;
        double start = Double.POSITIVE_INFINITY;
        double end = Double.NEGATIVE_INFINITY;
        try {
            while (media.read(packet)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (streams.contains(packet.stream_index())) {
                    packets++;
                    corrupt += (packet.flags() & AV_PKT_FLAG_CORRUPT) == 0 ? 0 : 1;
                    long time = packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
                    if (time != AV_NOPTS_VALUE) {
                        AVRational base =
                                media.context().streams(packet.stream_index()).time_base();
                        double second = base.num() / (double) base.den();
                        start = Math.min(start, time * second);
                        end = Math.max(end, (time + packet.duration()) * second);
                    }
                }
                av_packet_unref(packet);
            }
        } finally {
            av_packet_free(packet);
        }
        return new Extent(packets, corrupt, start, end);
    }

    /** Seconds; 0 where no packet carried a time. */
    double length() {
        return end > start ? end - start : 0;
    }
}

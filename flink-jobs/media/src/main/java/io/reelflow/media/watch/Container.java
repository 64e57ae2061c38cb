package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.reelflow.media.MediaException;
import io.reelflow.media.tools.Demuxers;
import io.reelflow.schemas.job.ErrorCode;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/** An open media file, and the packets of its picture. Reads that one file and nothing it names. */
final class Container implements AutoCloseable {
    private final AVFormatContext format;

    private Container(AVFormatContext format) {
        this.format = format;
    }

    /** @throws MediaException {@code MEDIA_UNREADABLE} */
    static Container open(Path file) throws MediaException {
        av_log_set_level(AV_LOG_QUIET);
        AVFormatContext format = new AVFormatContext(null);
        AVDictionary options = new AVDictionary(null);
        try {
            av_dict_set(options, "protocol_whitelist", Demuxers.PROTOCOLS, 0);
            av_dict_set(options, "format_whitelist", Demuxers.FORMATS, 0);
            // The scheme keeps names with a colon from being taken for a protocol.
            if (avformat_open_input(format, "file:" + file.toAbsolutePath(), null, options) < 0) {
                throw unreadable("the file is no media that can be read");
            }
        } finally {
            av_dict_free(options);
        }
        Container container = new Container(format);
        if (avformat_find_stream_info(format, (PointerPointer<?>) null) < 0) {
            container.close();
            throw unreadable("the file's streams can not be read");
        }
        return container;
    }

    /**
     * The picture stream to decode; the others' packets are passed over from here on. Cover art is no picture.
     *
     * @param preferred the index to take where it is a picture; else the first that is
     * @throws MediaException {@code MEDIA_EMPTY}
     */
    AVStream picture(int preferred) throws MediaException {
        int chosen = -1;
        for (int i = 0; i < format.nb_streams(); i++) {
            if (isPicture(format.streams(i)) && (chosen < 0 || i == preferred)) {
                chosen = i;
            }
        }
        if (chosen < 0) {
            throw new MediaException(ErrorCode.MEDIA_EMPTY, "the file has no picture stream");
        }
        for (int i = 0; i < format.nb_streams(); i++) {
            if (i != chosen) {
                format.streams(i).discard(AVDISCARD_ALL);
            }
        }
        return format.streams(chosen);
    }

    /** Reads the next packet; false at the end, or where nothing further can be read. */
    boolean read(AVPacket packet) {
        return av_read_frame(format, packet) >= 0;
    }

    /** Seconds; 0 where it is not known. */
    double duration() {
        return Math.max(0, format.duration() / 1e6);
    }

    @Override
    public void close() {
        avformat_close_input(format);
    }

    static MediaException unreadable(String what) {
        return new MediaException(ErrorCode.MEDIA_UNREADABLE, what);
    }

    private static boolean isPicture(AVStream stream) {
        return stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO
                && (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0;
    }
}

package io.reelflow.media.fetch;

import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.reelflow.media.MediaException;
import io.reelflow.media.tools.Demuxers;
import io.reelflow.schemas.job.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** A media file opened by libavformat, with hands tied: local files only, and no format that refers to others. */
final class OpenMedia implements AutoCloseable {
    private final AVFormatContext context;

    private OpenMedia(AVFormatContext context) {
        this.context = context;
    }

    /** @throws MediaException {@code MEDIA_UNREADABLE}: no media file, or damaged beyond reading */
    static OpenMedia open(Path file) throws MediaException {
        av_log_set_level(avutil.AV_LOG_FATAL);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", Demuxers.PROTOCOLS, 0);
        av_dict_set(options, "format_whitelist", Demuxers.FORMATS, 0);
        AVFormatContext context = new AVFormatContext(null);
        // "file:": a name that looks like a protocol or an option stays a name
        int opened = avformat_open_input(context, "file:" + file, null, options);
        av_dict_free(options);
        if (opened < 0) {
            throw unreadable(opened);
        }
        OpenMedia media = new OpenMedia(context);
        int found = avformat_find_stream_info(context, (AVDictionary) null);
        if (found < 0) {
            media.close();
            throw unreadable(found);
        }
        return media;
    }

    private static MediaException unreadable(int error) {
        byte[] text = new byte[128];
        avutil.av_strerror(error, text, text.length);
        String reason = new String(text, StandardCharsets.UTF_8);
        return new MediaException(
                ErrorCode.MEDIA_UNREADABLE,
                "the source is no media file that can be read: " + reason.substring(0, reason.indexOf('\0')));
    }

    AVFormatContext context() {
        return context;
    }

    /** False at the end, and where nothing more can be read. */
    boolean read(AVPacket packet) {
        return av_read_frame(context, packet) >= 0;
    }

    static @Nullable String tag(@Nullable AVDictionary tags, String name) {
        if (tags == null || tags.isNull()) {
            return null;
        }
        AVDictionaryEntry entry = av_dict_get(tags, name, null, 0);
        if (entry == null) {
            return null;
        }
        BytePointer value = entry.value();
        String text = value.getString(StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? null : text;
    }

    @Override
    public void close() {
        avformat_close_input(context);
    }
}

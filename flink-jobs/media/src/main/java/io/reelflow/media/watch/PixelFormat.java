package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import io.reelflow.media.MediaException;
import java.nio.file.Path;

/** How a file's picture keeps its pixels. */
public final class PixelFormat {
    private PixelFormat() {}

    /**
     * Whether with 8 bits and colours at half size, the one way that every browser shows.
     *
     * @param stream index of the picture
     * @throws MediaException {@code MEDIA_UNREADABLE} or {@code MEDIA_EMPTY}
     */
    public static boolean isUsual(Path file, int stream) throws MediaException {
        try (Container container = Container.open(file)) {
            int format = container.picture(stream).codecpar().format();
            return format == AV_PIX_FMT_YUV420P || format == AV_PIX_FMT_YUVJ420P;
        }
    }
}

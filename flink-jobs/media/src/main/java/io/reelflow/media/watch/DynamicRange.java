package io.reelflow.media.watch;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_ARIB_STD_B67;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;

import io.reelflow.media.MediaException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/** How bright a file's picture may get. */
public final class DynamicRange {
    private DynamicRange() {}

    /**
     * Whether it is brighter than a usual screen, as phones film: HLG or PQ (ITU-R BT.2100).
     *
     * @param stream index of the picture
     * @throws MediaException {@code MEDIA_UNREADABLE} or {@code MEDIA_EMPTY}
     */
    public static boolean isHigh(Path file, int stream) throws MediaException {
        try (Container container = Container.open(file)) {
            AVCodecParameters codec = container.picture(stream).codecpar();
            boolean wide = codec.color_primaries() == AVCOL_PRI_BT2020 && codec.color_space() == AVCOL_SPC_BT2020_NCL;
            return wide && (codec.color_trc() == AVCOL_TRC_ARIB_STD_B67 || codec.color_trc() == AVCOL_TRC_SMPTE2084);
        }
    }
}

package io.reelflow.media.render;

import io.reelflow.schemas.result.Clip.Crop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What ffmpeg does to the picture of a clip, from the source's frames to {@code [video]} and {@code [thumbnail]}. Files
 * it names lie in the directory that ffmpeg runs in, so that no path needs to be escaped.
 */
final class FilterGraph {
    static final String COMMANDS = "crop.commands";
    static final String BURNED = "burned.ass";
    static final String FONTS = "fonts";

    private static final String SCALE = "flags=bicubic:out_range=tv";

    private static final int THUMBNAIL_CHOICES = 20;

    private FilterGraph() {}

    /**
     * @param stream index of the picture in the source
     * @param bright whether the source is {@link io.reelflow.media.watch.DynamicRange#isHigh of a high dynamic range}
     * @param path empty where nothing is cropped
     * @param moves whether {@link #COMMANDS} is there
     * @param whole when the picture is shown whole: {@link WholePicture#when}; empty where never
     * @param burns whether {@link #BURNED} is there
     * @param thumbnail seconds of the clip; empty takes the most typical of a few frames
     */
    static String of(
            int stream,
            double duration,
            double framesPerSecond,
            boolean bright,
            Framing framing,
            List<Crop> path,
            boolean moves,
            String whole,
            boolean burns,
            OptionalDouble thumbnail) {
        List<String> filters = new ArrayList<>();
        // Fields are made frames where a frame says it is two of them.
        filters.add("bwdif=mode=send_frame:deint=interlaced");
        filters.add(format("fps=%.6f:start_time=0", framesPerSecond));
        // The shown size: ffmpeg has turned the picture, but a pixel need not be square yet.
        filters.add(format("scale=%d:%d", framing.sourceWidth(), framing.sourceHeight()));
        List<Crop> cropped = WholePicture.cropped(path, framing);
        if (whole.isEmpty()) {
            filters.add(sized(framing, cropped, moves));
        } else if (cropped.isEmpty()) {
            filters.add("null[all];" + WholePicture.filters("all", framing, SCALE) + ";[whole]null");
        } else {
            filters.add("split[part][all];[part]" + sized(framing, cropped, moves) + "[cropped];"
                    + WholePicture.filters("all", framing, SCALE) + ";[cropped][whole]overlay=enable='" + whole + "'");
        }
        if (bright) {
            filters.add(Colours.TO_USUAL_SCREENS);
        }
        filters.add("setsar=1,format=yuv420p");
        return "[0:" + stream + "]" + String.join(",", filters) + ",split[picture][still];"
                + thumbnail(duration, thumbnail) + ",setpts=N[thumbnail];[picture]"
                + (burns ? "ass=" + BURNED + ":fontsdir=" + FONTS : "null") + Fade.picture(duration) + "[video]";
    }

    private static String sized(Framing framing, List<Crop> path, boolean moves) {
        if (moves) {
            return "sendcmd=f=" + COMMANDS + "," + FineCrop.of(framing).filters(path.get(0), SCALE);
        }
        if (!framing.crops()) {
            return size(framing);
        }
        Crop still = path.get(0);
        return format("crop=%d:%d:%.0f:%.0f,", framing.cropWidth(), framing.cropHeight(), still.x(), still.y())
                + size(framing);
    }

    /**
     * The first frame, at once, and then the one that replaces it: ffmpeg tells no progress before each output
     * has begun. Numbered, since in a clip of one frame they are of one time, which the encoder refuses.
     */
    private static String thumbnail(double duration, OptionalDouble chosen) {
        if (chosen.isPresent()) {
            return format("[still]select='eq(n,0)+gte(t,%.3f)'", chosen.getAsDouble());
        }
        return format(
                "[still]split[begin][all];[begin]trim=end_frame=1[first];[all]fps=%.6f,thumbnail=%d[best];[first][best]concat",
                THUMBNAIL_CHOICES / duration, THUMBNAIL_CHOICES);
    }

    private static String size(Framing framing) {
        String scale = "scale=" + framing.width() + ":" + framing.height() + ":" + SCALE;
        if (!framing.bars()) {
            return scale;
        }
        return scale + ":force_original_aspect_ratio=decrease:force_divisible_by=2,pad=" + framing.width() + ":"
                + framing.height() + ":-1:-1";
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}

package io.reelflow.schemas.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rendered clip. Times are seconds of the video, crop boxes are pixels of its shown picture. Files are object keys
 * once the clip is published, names in its folder before.
 *
 * @param width of the clip's picture, pixels
 * @param cropPath empty where nothing was cropped
 */
public record Clip(
        String clipId,
        @Nullable String title,
        @Nullable String description,
        double startTime,
        double endTime,
        double duration,
        String transcriptSegment,
        double score,
        List<String> tags,
        List<String> hashtags,
        @Nullable String hook,
        int width,
        int height,
        @Nullable String speaker,
        List<Crop> cropPath,
        Files files) {

    public record Crop(double time, double x, double y, double width, double height) {}

    public record Files(
            String video,
            String thumbnail,
            String vtt,
            String srt,
            @Nullable String ass) {}
}

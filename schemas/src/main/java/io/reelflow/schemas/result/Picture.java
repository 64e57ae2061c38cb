package io.reelflow.schemas.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code picture.json}: what one decode of the picture found. Times are seconds of the video, boxes are pixels of the
 * shown picture.
 *
 * @param frames decoded
 */
public record Picture(int width, int height, long frames, List<Shot> shots, List<Still> stills, List<Face> faces) {
    /** Between two cuts. */
    public record Shot(double start, double end) {}

    /**
     * A stretch in which the picture stands still: a slide.
     *
     * @param image name of the PNG beside {@code picture.json}; where a slide is shown again, the first one's
     * @param sameAs index of the still that this one shows again
     */
    public record Still(
            int index,
            double start,
            double end,
            String image,
            @Nullable Integer sameAs) {
        /** A slide that was not shown before. */
        public Still(int index, double start, double end, String image) {
            this(index, start, end, image, null);
        }
    }

    /** A face in one looked-at frame; {@code track} is the same through a shot. */
    public record Face(double time, int track, double x, double y, double width, double height, double score) {}
}

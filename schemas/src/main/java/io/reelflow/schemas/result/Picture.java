package io.reelflow.schemas.result;

import java.util.List;

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
     * @param image name of the PNG beside {@code picture.json}
     */
    public record Still(int index, double start, double end, String image) {}

    /** A face in one looked-at frame; {@code track} is the same through a shot. */
    public record Face(double time, int track, double x, double y, double width, double height, double score) {}
}

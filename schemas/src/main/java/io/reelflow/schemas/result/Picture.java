package io.reelflow.schemas.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code picture.json}: what one decode of the picture found. Times are seconds of the video, boxes are pixels of the
 * shown picture.
 *
 * @param frames decoded
 * @param focus where to look while no face is seen, by time; null where nobody looked for it
 * @param content the picture without its black borders; null where it has none
 * @param writing where lines of text stand, by time; null where nobody looked for it
 */
public record Picture(
        int width,
        int height,
        long frames,
        List<Shot> shots,
        List<Still> stills,
        List<Face> faces,
        @Nullable List<Focus> focus,
        @Nullable Box content,
        @Nullable List<Writing> writing) {

    /** A picture of which nobody knows where text stands. */
    public Picture(
            int width,
            int height,
            long frames,
            List<Shot> shots,
            List<Still> stills,
            List<Face> faces,
            @Nullable List<Focus> focus,
            @Nullable Box content) {
        this(width, height, frames, shots, stills, faces, focus, content, null);
    }

    /** A picture without borders, looked at for faces alone. */
    public Picture(int width, int height, long frames, List<Shot> shots, List<Still> stills, List<Face> faces) {
        this(width, height, frames, shots, stills, faces, null, null, null);
    }

    /**
     * Between two changes of the whole picture.
     *
     * @param transition how it begins, where that is neither a hard cut nor the first frame: {@code fade} through
     *     black or white, {@code dissolve} from the shot before
     */
    public record Shot(double start, double end, @Nullable String transition) {
        public Shot(double start, double end) {
            this(start, end, null);
        }
    }

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

    /**
     * A face in one looked-at frame; {@code track} is the same through a shot.
     *
     * @param mouth how much the mouth moved from this look to the next beyond the rest of the face, 0 and more; null
     *     where that can not be told
     * @param sharpness how much detail the face shows, 0 and more; null where that can not be told
     */
    public record Face(
            double time,
            int track,
            double x,
            double y,
            double width,
            double height,
            double score,
            @Nullable Double mouth,
            @Nullable Double sharpness) {

        public Face(double time, int track, double x, double y, double width, double height, double score) {
            this(time, track, x, y, width, height, score, null, null);
        }
    }

    /** The point that most movement is around, or, where nothing moves, most detail. */
    public record Focus(double time, double x, double y) {}

    /** A stretch in which lines of text stand on a plain ground, and the box around them all. */
    public record Writing(double start, double end, double x, double y, double width, double height) {}

    public record Box(double x, double y, double width, double height) {}
}

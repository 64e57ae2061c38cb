package io.reelflow.media.render;

import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param file the source's media file
 * @param picture null where nothing was watched: then the crop is the centre
 * @param segments those that touch the clip, times in seconds of the video
 */
public record RenderRequest(
        String file,
        Source source,
        ClipPlan.Planned clip,
        @Nullable Picture picture,
        List<Segment> segments,
        JobOptions options) {
    /** Of a picture that clips can be made of, pixels: a smaller one holds nothing that could be shown. */
    public static final int LEAST_SIDE = 16;
}

package io.reelflow.media.captions;

import io.reelflow.schemas.result.Segment;
import java.util.List;

/**
 * What a caption file says. A segment is what the file shows at one time by one speaker, or a line where lines roll up;
 * it has words where the file says when each is spoken.
 *
 * @param segments in order, not overlapping; never empty
 * @param warnings what of the file could not be read
 */
public record CaptionTrack(List<Segment> segments, List<String> warnings) {}

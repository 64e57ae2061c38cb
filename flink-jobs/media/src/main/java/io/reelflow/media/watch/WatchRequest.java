package io.reelflow.media.watch;

import io.reelflow.schemas.result.Source;

/**
 * @param file the source's media file
 * @param slides false where only shots and faces are wanted
 * @param minSlideSeconds shortest time a picture stands still to count as a slide
 * @param everyFrame false where slides are all that is wanted: frames that no other refers to are not decoded then, and
 *     a change is known to a frame or two. Measured on ten minutes of slides at 1280x720, 25 a second: half the CPU time
 */
public record WatchRequest(String file, Source source, boolean slides, double minSlideSeconds, boolean everyFrame) {
    /** Looks at every frame. */
    public WatchRequest(String file, Source source, boolean slides, double minSlideSeconds) {
        this(file, source, slides, minSlideSeconds, true);
    }
}

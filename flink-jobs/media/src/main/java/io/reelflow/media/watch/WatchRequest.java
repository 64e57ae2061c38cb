package io.reelflow.media.watch;

import io.reelflow.schemas.result.Source;

/**
 * @param file the source's media file
 * @param slides false where only shots and faces are wanted
 * @param minSlideSeconds shortest time a picture stands still to count as a slide
 */
public record WatchRequest(String file, Source source, boolean slides, double minSlideSeconds) {}

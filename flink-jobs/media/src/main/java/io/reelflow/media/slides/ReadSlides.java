package io.reelflow.media.slides;

import io.reelflow.schemas.result.SlideDeck;
import java.util.List;

/**
 * @param deck the slides with their texts; images are named as they were in the request
 * @param notes what could not be done, for people
 */
public record ReadSlides(SlideDeck deck, List<String> notes) {}

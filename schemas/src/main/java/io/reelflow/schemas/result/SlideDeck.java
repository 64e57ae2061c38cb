package io.reelflow.schemas.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code slides.json}. */
public record SlideDeck(List<Slide> slides) {
    /**
     * Times are seconds of the video.
     *
     * @param index from 1
     * @param image object key of the PNG
     * @param text read off the picture; null where nobody read
     * @param transcript spoken while it stood
     * @param sameAs index of the slide this one shows again
     */
    public record Slide(
            int index,
            double startTime,
            double endTime,
            @Nullable String title,
            String image,
            @Nullable String text,
            @Nullable String transcript,
            @Nullable Integer sameAs) {}
}

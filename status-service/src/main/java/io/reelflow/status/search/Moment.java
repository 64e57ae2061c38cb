package io.reelflow.status.search;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text and when it is said or shown, in seconds of the video.
 *
 * @param words with their times, where these are known
 * @param language ISO 639-1; null where nobody knows
 */
record Moment(
        Kind kind,
        @Nullable String language,
        double start,
        double end,
        @Nullable String speaker,
        String text,
        List<Word> words) {

    static Moment said(Segment segment, @Nullable String language) {
        return new Moment(
                Kind.TRANSCRIPT,
                language,
                segment.start(),
                segment.end(),
                segment.speaker(),
                segment.text(),
                segment.words());
    }
}

package io.reelflow.media.listen;

import io.reelflow.media.speakers.Voice;
import io.reelflow.schemas.result.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words of one span in order, times in seconds of the video.
 *
 * @param voices that are heard in it; null where nobody asked for speakers
 */
public record SpanTranscript(
        int index, List<Word> words, @Nullable List<Voice> voices) {

    public SpanTranscript(int index, List<Word> words) {
        this(index, words, null);
    }
}

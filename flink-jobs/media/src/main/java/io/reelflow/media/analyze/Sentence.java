package io.reelflow.media.analyze;

import io.reelflow.schemas.result.Word;
import java.util.List;

/** A sentence as it was spoken. Times are seconds of the video; {@code words} is never empty. */
record Sentence(double start, double end, String text, List<Word> words) {
    double duration() {
        return end - start;
    }

    boolean isQuestion() {
        return text.endsWith("?") || text.endsWith("？");
    }

    /** Whether it ends as sentences do, and was not merely cut for its length. */
    boolean isClosed() {
        return Sentences.endsSentence(text);
    }
}

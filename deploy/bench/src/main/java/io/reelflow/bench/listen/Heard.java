package io.reelflow.bench.listen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recogniser says of a file. Times are seconds of the file.
 *
 * @param words empty where it was not asked for their times
 */
record Heard(@Nullable String language, String text, List<Word> words, List<Stretch> stretches) {
    record Word(double start, String text) {}

    /** A stretch of speech; the speaker is null where nobody asked. */
    record Stretch(double start, double end, @Nullable String speaker) {}
}

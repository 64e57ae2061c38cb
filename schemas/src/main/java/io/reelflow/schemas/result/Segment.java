package io.reelflow.schemas.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stretch of speech, about a sentence. Times are seconds of the video. */
public record Segment(
        double start, double end, String text, @Nullable String speaker, List<Word> words) implements Subtitles.Entry {}

package io.reelflow.schemas.result;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code transcript.json}.
 *
 * @param language ISO 639-1; null where nothing was said
 * @param source {@code whisper}, {@code captions} (the publisher's, written by people) or {@code automatic_captions}
 * @param model of speech recognition, where one was used
 * @param duration of the sound, seconds
 */
public record Transcript(
        @Nullable String language,
        @Nullable Double languageProbability,
        String source,
        @Nullable String model,
        double duration,
        List<Segment> segments) {
    /** All that was said, segments joined by a space. */
    public String text() {
        return segments.stream().map(Segment::text).collect(Collectors.joining(" "));
    }

    /** Whether it is known of any segment who speaks. */
    public boolean namesSpeakers() {
        return segments.stream().anyMatch(segment -> segment.speaker() != null);
    }
}

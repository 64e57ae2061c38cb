package io.reelflow.media.listen;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be transcribed. Times are seconds of the video; the sound in {@code audio.flac} begins at {@code offset}.
 *
 * @param offset of the sound's first sample in the video, seconds
 * @param duration of the sound, seconds
 * @param language ISO 639-1, given or detected; null where there is no speech
 * @param languageProbability 0–1; 1 where it was given
 * @param model the Whisper model to use
 * @param spans in order; empty where there is no speech
 * @param warnings what of the sound could not be heard
 */
public record ListenPlan(
        double offset,
        double duration,
        @Nullable String language,
        @Nullable Double languageProbability,
        String model,
        List<Span> spans,
        List<String> warnings) {
    public ListenPlan {
        warnings = Objects.requireNonNullElse(warnings, List.of()); // a plan of an older version has none
    }

    /** A plan of sound that was heard whole. */
    public ListenPlan(
            double offset,
            double duration,
            @Nullable String language,
            @Nullable Double languageProbability,
            String model,
            List<Span> spans) {
        this(offset, duration, language, languageProbability, model, spans, List.of());
    }

    /** About five minutes of sound: one element of the dataflow. */
    public record Span(int index, List<Chunk> chunks) {}

    /** At most 28 s of sound, cut at silences; {@code speech} are the stretches in it that hold speech. */
    public record Chunk(double start, double end, List<Speech> speech) {}

    public record Speech(double start, double end) {}
}

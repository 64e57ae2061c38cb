package io.reelflow.media.listen;

import org.jspecify.annotations.Nullable;

/**
 * @param audioFile {@code audio.flac} of the plan
 * @param offset of the sound's first sample in the video, seconds
 * @param diarize whether voices are told apart
 */
public record TranscribeRequest(
        String audioFile,
        double offset,
        @Nullable String language,
        String model,
        ListenPlan.Span span,
        boolean diarize) {

    public TranscribeRequest(
            String audioFile, double offset, @Nullable String language, String model, ListenPlan.Span span) {
        this(audioFile, offset, language, model, span, false);
    }
}

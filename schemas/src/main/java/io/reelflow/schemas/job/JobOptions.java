package io.reelflow.schemas.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job is to be done; every option filled. The ingest API validates, this record does not.
 *
 * @param language ISO 639-1, or {@code auto}
 * @param whisperModel one of {@link WhisperModels#NAMES}
 * @param clipDuration longest clip, seconds
 * @param minClipDuration shortest clip, seconds
 * @param overlapDuration most that two clips may share, seconds
 * @param outputFormat {@code mp4} or {@code webm}
 * @param resolution {@code 480p}, {@code 720p} or {@code 1080p}: the shorter side of a clip's picture
 * @param aspectRatio {@code 9:16}, {@code 1:1}, {@code 16:9} or {@code source}
 * @param reframe {@code face}, {@code center} or {@code none}
 */
public record JobOptions(
        String language,
        String whisperModel,
        boolean forceWhisper,
        boolean wordTimestamps,
        boolean diarize,
        double clipDuration,
        double minClipDuration,
        double overlapDuration,
        int maxClips,
        String outputFormat,
        String resolution,
        String aspectRatio,
        String reframe,
        Captions captions,
        @Nullable Watermark watermark,
        boolean progressBar,
        boolean includeComments,
        int maxComments,
        Slides slides,
        @Nullable String webhookUrl) {

    /**
     * @param style {@code karaoke}, {@code plain} or {@code boxed}
     * @param position {@code bottom}, {@code middle} or {@code top}
     */
    public record Captions(boolean burn, String style, String position) {}

    /** @param position one of {@code top-left top-right bottom-left bottom-right} */
    public record Watermark(String text, String position) {}

    /** @param minSeconds shortest time a picture stands still to count as a slide */
    public record Slides(double minSeconds, boolean ocr) {}

    public static final JobOptions DEFAULTS = new JobOptions(
            "auto",
            "base",
            false,
            true,
            false,
            30,
            10,
            2,
            10,
            "mp4",
            "1080p",
            "9:16",
            "face",
            new Captions(true, "karaoke", "bottom"),
            null,
            false,
            false,
            500,
            new Slides(2, true),
            null);

    /** The same with other captions. */
    public JobOptions withCaptions(Captions others) {
        return new JobOptions(
                language,
                whisperModel,
                forceWhisper,
                wordTimestamps,
                diarize,
                clipDuration,
                minClipDuration,
                overlapDuration,
                maxClips,
                outputFormat,
                resolution,
                aspectRatio,
                reframe,
                others,
                watermark,
                progressBar,
                includeComments,
                maxComments,
                slides,
                webhookUrl);
    }

    /** The words {@code whisper_model} may be. */
    public static final List<String> WHISPER_MODELS = WhisperModels.NAMES;
}

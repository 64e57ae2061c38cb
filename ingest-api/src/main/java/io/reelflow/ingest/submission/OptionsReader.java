package io.reelflow.ingest.submission;

import io.reelflow.ingest.request.FieldErrors;
import io.reelflow.ingest.request.Fields;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.WhisperModels;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code options}: the names, defaults and rules of the contract, and no others. */
final class OptionsReader {
    private static final JobOptions DEFAULT = JobOptions.DEFAULTS;

    /** ISO 639-1 and {@code auto}; without the three withdrawn codes that Java still lists. */
    private static final Set<String> LANGUAGES = Arrays.stream(Locale.getISOLanguages())
            .filter(Predicate.not(Set.of("iw", "in", "ji")::contains))
            .collect(Collectors.toCollection(() -> new TreeSet<>(Set.of(DEFAULT.language()))));

    private static final List<String> CORNERS = List.of("top-left", "top-right", "bottom-left", "bottom-right");
    private static final int LONGEST_WATERMARK = 100;

    private OptionsReader() {}

    /** @param webhook address of the hook, checked elsewhere */
    static JobOptions read(Fields options, @Nullable String webhook) {
        double longest = options.number("clip_duration", 5, 180, DEFAULT.clipDuration());
        double shortest = options.number("min_clip_duration", 3, 180, Math.min(DEFAULT.minClipDuration(), longest));
        if (shortest > longest) {
            options.error(
                    "min_clip_duration",
                    FieldErrors.INVALID,
                    "must not be longer than clip_duration (" + longest + "), not " + shortest);
        }
        String model = options.word("whisper_model", JobOptions.WHISPER_MODELS, DEFAULT.whisperModel());
        return new JobOptions(
                language(options, model),
                model,
                options.truth("force_whisper", DEFAULT.forceWhisper()),
                options.truth("word_timestamps", DEFAULT.wordTimestamps()),
                options.truth("diarize", DEFAULT.diarize()),
                longest,
                shortest,
                options.number("overlap_duration", 0, 10, DEFAULT.overlapDuration()),
                (int) options.integer("max_clips", 1, 50, DEFAULT.maxClips()),
                options.word("output_format", List.of("mp4", "webm"), DEFAULT.outputFormat()),
                options.word("resolution", List.of("480p", "720p", "1080p"), DEFAULT.resolution()),
                options.word("aspect_ratio", List.of("9:16", "1:1", "16:9", "source"), DEFAULT.aspectRatio()),
                options.word("reframe", List.of("face", "center", "none"), DEFAULT.reframe()),
                captions(options.object("captions")),
                options.has("watermark") ? watermark(options.object("watermark")) : null,
                options.truth("progress_bar", DEFAULT.progressBar()),
                options.truth("include_comments", DEFAULT.includeComments()),
                (int) options.integer("max_comments", 0, 100_000, DEFAULT.maxComments()),
                slides(options.object("slides")),
                webhook);
    }

    /** A language that Whisper does not know may have captions; an English model asked for it is a contradiction. */
    private static String language(Fields options, String model) {
        String language = options.text("language", 16);
        if (language == null) {
            return DEFAULT.language();
        }
        if (!LANGUAGES.contains(language)) {
            options.error(
                    "language",
                    FieldErrors.INVALID,
                    "must be \"auto\" or two lower-case letters of ISO 639-1, not \"" + language + "\"");
        } else if (WhisperModels.size(model).endsWith(".en") && !language.equals("auto") && !language.equals("en")) {
            options.error(
                    "language",
                    FieldErrors.INVALID,
                    "must be \"en\" or \"auto\" with whisper_model \"" + model + "\", which knows English only, not \""
                            + language + "\"");
        }
        return language;
    }

    private static JobOptions.Captions captions(Fields captions) {
        var read = new JobOptions.Captions(
                captions.truth("burn", DEFAULT.captions().burn()),
                captions.word(
                        "style",
                        List.of("karaoke", "plain", "boxed"),
                        DEFAULT.captions().style()),
                captions.word(
                        "position",
                        List.of("bottom", "middle", "top"),
                        DEFAULT.captions().position()));
        captions.refuseOthers();
        return read;
    }

    private static JobOptions.@Nullable Watermark watermark(Fields watermark) {
        String text = watermark.text("text", LONGEST_WATERMARK);
        String position = watermark.word("position", CORNERS, "bottom-right");
        watermark.refuseOthers();
        if (!watermark.has("text")) {
            watermark.error("text", FieldErrors.INVALID, "must be given with a watermark");
        }
        return text == null ? null : new JobOptions.Watermark(text, position);
    }

    private static JobOptions.Slides slides(Fields slides) {
        var read = new JobOptions.Slides(
                slides.number("min_seconds", 0.5, 600, DEFAULT.slides().minSeconds()),
                slides.truth("ocr", DEFAULT.slides().ocr()));
        slides.refuseOthers();
        return read;
    }
}

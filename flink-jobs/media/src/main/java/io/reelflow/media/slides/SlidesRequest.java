package io.reelflow.media.slides;

import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param deck slides whose images are names
 * @param files the local file of each image
 * @param ocr whether the slides are read
 * @param language of the slides, as far as is known: BCP 47
 * @param title of the video
 */
public record SlidesRequest(
        SlideDeck deck,
        Map<String, String> files,
        boolean ocr,
        @Nullable String language,
        @Nullable String title) {
    /** The language is the one asked for, else that of what is said, else that of the metadata. */
    public static SlidesRequest of(
            SlideDeck deck,
            Map<String, String> files,
            JobOptions options,
            @Nullable Transcript transcript,
            Source source) {
        String said = transcript == null ? null : transcript.language();
        String known = said == null ? source.metadata().language() : said;
        String language = options.language().equals("auto") ? known : options.language();
        return new SlidesRequest(
                deck, files, options.slides().ocr(), language, source.metadata().title());
    }
}

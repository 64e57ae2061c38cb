package io.reelflow.media.analyze.endpoint;

import io.reelflow.schemas.result.Analysis.Fallback;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint wrote and was found right; null, or not there, is what it was not asked or failed to write.
 *
 * @param chapters titles, in the order of the draft's
 * @param topics names, in the order of the draft's
 * @param clips by id
 * @param fallbacks why something asked for is not there
 */
public record Texts(
        @Nullable String summary,
        @Nullable List<String> keywords,
        @Nullable List<String> chapters,
        @Nullable List<String> topics,
        Map<String, ClipText> clips,
        List<Fallback> fallbacks) {

    /** @param hook words of the clip */
    public record ClipText(String title, String description, String hook, List<String> tags, List<String> hashtags) {}
}

package io.reelflow.schemas.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code clips.json}: the chosen stretches, best first. */
public record ClipPlan(List<Planned> clips) {
    /**
     * Times are seconds of the video.
     *
     * @param clipId unique within its video for ever: derived from the stretch and what is said in it; a rendered clip's
     *     begins with it, and goes on with what says how it looks
     * @param score 0–1
     */
    public record Planned(
            String clipId,
            double start,
            double end,
            double score,
            @Nullable String title,
            @Nullable String description,
            @Nullable String hook,
            List<String> tags,
            List<String> hashtags,
            String transcriptSegment,
            List<String> reasons) {}
}

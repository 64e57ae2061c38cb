package io.reelflow.schemas.result;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code edits.json}: what people have changed of a video's results, all changes up to one revision together. Null or
 * empty where nothing was changed. Times are seconds of the video.
 *
 * @param revision counted from 1
 * @param speakers names by the speaker's label in the transcript
 */
public record Edits(
        int version,
        long revision,
        @Nullable String title,
        @Nullable String description,
        @Nullable List<String> tags,
        List<Line> transcript,
        Map<String, String> speakers,
        List<ClipEdit> clips) {
    public static final int VERSION = 1;

    /** Of a video that nobody has changed. */
    public static final Edits NONE = new Edits(VERSION, 0, null, null, null, List.of(), Map.of(), List.of());

    /** What is said from {@code start} to {@code end}, in place of what was heard there. */
    public record Line(double start, double end, String text) {}

    /**
     * @param startTime null where it stays
     * @param captions whether they are burned in; null where that stays
     * @param removed whether the clip is gone
     */
    public record ClipEdit(
            String clipId,
            @Nullable String title,
            @Nullable Double startTime,
            @Nullable Double endTime,
            @Nullable Boolean captions,
            boolean removed) {}
}

package io.reelflow.schemas.job;

import org.jspecify.annotations.Nullable;

/**
 * What of a stored video a job works on, where it does not fetch its source. Folders are keys with a closing slash.
 *
 * @param source folder of the stored source that takes the place of a download
 * @param edits key of the {@link io.reelflow.schemas.result.Edits} that transcript and clips heed; null for none
 * @param analysis folder of the analysis whose plan of clips stays as it is but for the edits; null where it is made anew
 * @param format {@code mp4} or {@code mp3}: what a conversion makes of the source; null for any other job
 */
public record StoredVideo(
        @Nullable String source,
        @Nullable String edits,
        @Nullable String analysis,
        @Nullable String format) {

    /** For a job that converts nothing. */
    public StoredVideo(@Nullable String source, @Nullable String edits, @Nullable String analysis) {
        this(source, edits, analysis, null);
    }
}

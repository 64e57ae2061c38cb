package io.reelflow.status.storage;

import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import org.jspecify.annotations.Nullable;

/** What one job has left behind; null where it made none. */
public record Documents(
        Manifest manifest,
        @Nullable Source source,
        @Nullable Transcript transcript,
        @Nullable Analysis analysis,
        @Nullable SlideDeck slides) {
    /** Objects of the heap that it is about: words are the many. */
    int size() {
        int words = transcript == null
                ? 0
                : transcript.segments().stream()
                        .mapToInt(segment -> 1 + segment.words().size())
                        .sum();
        int crops = manifest.clips().stream()
                .mapToInt(clip -> 1 + clip.cropPath().size())
                .sum();
        return 100 + words + crops + manifest.files().size();
    }
}

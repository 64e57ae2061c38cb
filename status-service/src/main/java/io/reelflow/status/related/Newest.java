package io.reelflow.status.related;

import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.CorrectedTranscript;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of each kind of document the newest that the video's results name; null where none does. */
record Newest(
        @Nullable Source source,
        @Nullable Transcript transcript,
        @Nullable Analysis analysis,
        @Nullable SlideDeck slides,
        @Nullable Edits edits) {

    /** What is said, as people have corrected it, with the names they gave the speakers. */
    List<Segment> segments() {
        List<Segment> heard = transcript == null ? List.of() : transcript.segments();
        return edits == null ? heard : CorrectedTranscript.segments(heard, edits);
    }
}

package io.reelflow.media.listen;

import io.reelflow.schemas.result.Word;
import java.util.List;

/** Words of one span in order, times in seconds of the video. */
public record SpanTranscript(int index, List<Word> words) {}

package io.reelflow.media.listen;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;

/** Segments whose text begins with a name where another begins to speak: for files that have no other place for it. */
final class NamedTurns {
    private NamedTurns() {}

    static List<Segment> of(List<Segment> segments) {
        List<Segment> named = new ArrayList<>();
        String speaking = null;
        for (Segment segment : segments) {
            String speaker = segment.speaker();
            if (speaker != null && !speaker.equals(speaking) && !segment.text().isBlank()) {
                named.add(named(segment, speaker));
                speaking = speaker;
            } else {
                named.add(segment);
            }
        }
        return named;
    }

    /** The name stays with the first word, whatever line that comes to stand on. */
    private static Segment named(Segment segment, String speaker) {
        List<Word> words = new ArrayList<>(TimedText.words(segment));
        String separator = TimedText.separator(segment);
        Word first = words.get(0);
        words.set(
                0,
                new Word(
                        first.start(),
                        first.end(),
                        speaker + ": " + first.text().strip(),
                        first.probability()));
        return TimedText.segment(words, speaker, separator);
    }
}

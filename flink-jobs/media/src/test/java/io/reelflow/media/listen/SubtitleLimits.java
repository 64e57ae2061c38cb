package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.util.List;

/** What a viewer may rely on, whatever was said. */
final class SubtitleLimits {
    private static final double ROUNDING = 0.0011;

    private SubtitleLimits() {}

    /** No line is too long, but for a single word that is; no cue has too many. */
    static void linesHold(List<Segment> segments, CueLayout layout) {
        for (Cue cue : new Captions(layout).cues(segments)) {
            assertThat(cue.lines()).hasSizeBetween(1, layout.lines());
            for (int line = 0; line < cue.lines().size(); line++) {
                boolean oneWord = cue.lines().get(line).size() == 1;
                assertThat(oneWord || TextWidth.of(cue.line(line)) <= layout.columns())
                        .as(cue.line(line))
                        .isTrue();
            }
        }
    }

    /** Cues begin with their words, do not overlap, and stand as long as it takes to read them where there is room. */
    static void timesHold(List<Segment> segments, CueLayout layout) {
        List<Cue> cues = new Captions(layout).cues(segments);
        for (int i = 0; i < cues.size(); i++) {
            Cue cue = cues.get(i);
            double next = i + 1 < cues.size() ? cues.get(i + 1).start() : Double.MAX_VALUE;
            List<Word> words = cue.words();
            double spoken = words.get(words.size() - 1).end();
            double stands = cue.end() - cue.start();
            boolean room = next - cue.end() > layout.gap() + ROUNDING;
            assertThat(cue.start()).isEqualTo(words.get(0).start());
            assertThat(cue.end()).isGreaterThan(cue.start()).isLessThanOrEqualTo(next);
            assertThat(cue.end()).isGreaterThanOrEqualTo(Math.min(spoken, next - layout.gap()) - ROUNDING);
            if (room) {
                double speed = TextWidth.of(cue.text()) / stands;
                assertThat(stands).isGreaterThanOrEqualTo(1 - ROUNDING);
                assertThat(speed <= layout.columnsPerSecond() + ROUNDING || stands >= layout.seconds() - ROUNDING)
                        .isTrue();
            }
        }
    }
}

package io.reelflow.schemas.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Edits.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorrectedTranscriptTest {
    private static final List<Segment> HEARD = List.of(
            segment(0, "A", word(0, 0.5, "Good"), word(0.5, 1, "mourning,"), word(1, 2, "all.")),
            segment(2, "B", word(2.2, 2.6, "Thank"), word(2.6, 3, "you.")));

    @Test
    void wordsThatALineKeepsKeepTheirTimes() {
        List<Segment> corrected = corrected(HEARD, new Line(0, 2, "Good morning, all."));

        assertThat(corrected).hasSize(2);
        Segment first = corrected.get(0);
        assertThat(first.text()).isEqualTo("Good morning, all.");
        assertThat(first.speaker()).isEqualTo("A");
        assertThat(first.words())
                .containsExactly(word(0, 0.5, "Good"), new Word(0.5, 1, "morning,", 1), word(1, 2, "all."));
        assertThat(corrected.get(1)).isEqualTo(HEARD.get(1));
    }

    @Test
    void aLineFitsSegmentsThatAnotherModelHasHeard() {
        List<Segment> other = List.of(segment(
                0,
                "A",
                word(0, 0.5, "Good"),
                word(0.5, 1, "mourning"),
                word(1, 2, "all"),
                word(2.2, 2.6, "thank"),
                word(2.6, 3, "you.")));

        List<Segment> corrected = corrected(other, new Line(0, 2, "Good morning, all."));

        assertThat(corrected).extracting(Segment::text).containsExactly("Good morning, all.", "thank you.");
        assertThat(corrected.get(1).start()).isEqualTo(2.2);
    }

    @Test
    void correctingTwiceIsCorrectingOnce() {
        Edits edits = edits(
                Map.of("A", "Ann"), new Line(0, 2, "So good a morning to you all, my dears"), new Line(2.5, 3, ""));

        List<Segment> once = CorrectedTranscript.segments(HEARD, edits);

        assertThat(CorrectedTranscript.segments(once, edits)).isEqualTo(once);
        assertThat(once).extracting(Segment::text).containsExactly("So good a morning to you all, my dears", "Thank");
        assertThat(once).extracting(Segment::speaker).containsExactly("Ann", "B");
        assertThat(once.get(0).words()).allMatch(word -> word.end() > word.start());
    }

    @Test
    void aLineWhereNothingWasHeardIsPutIn() {
        List<Segment> corrected = corrected(HEARD, new Line(10, 12, "And applause."));

        assertThat(corrected).hasSize(3);
        assertThat(corrected.get(2).speaker()).isNull();
        assertThat(corrected.get(2).words()).hasSize(2);
        assertThat(corrected.get(2).words().get(0).start()).isEqualTo(10);
        assertThat(corrected.get(2).words().get(1).end()).isEqualTo(12);
    }

    @Test
    void scriptsWithoutSpacesStayWithoutThem() {
        Segment heard = new Segment(
                0, 4, "今天天汽", null, List.of(word(0, 1, "今天"), word(1, 2, "天"), word(2, 3, "汽"), word(3, 4, "很好")));
        Segment joined = new Segment(0, 4, "今天天汽很好", null, heard.words());

        List<Segment> corrected = corrected(List.of(joined), new Line(1, 3, "天气"));

        assertThat(corrected).extracting(Segment::text).containsExactly("今天", "天气", "很好");
        assertThat(corrected.get(1).words()).extracting(Word::text).containsExactly("天", "气");
    }

    @Test
    void aTranscriptWithoutWordTimesGetsNone() {
        List<Segment> heard = List.of(new Segment(0, 8, "one two three four", null, List.of()));

        List<Segment> corrected = corrected(heard, new Line(4.2, 8, "five"));

        assertThat(corrected).extracting(Segment::text).containsExactly("one two", "five");
        assertThat(corrected).allMatch(segment -> segment.words().isEmpty());
    }

    private static List<Segment> corrected(List<Segment> heard, Line... lines) {
        return CorrectedTranscript.segments(heard, edits(Map.of(), lines));
    }

    private static Edits edits(Map<String, String> speakers, Line... lines) {
        return new Edits(Edits.VERSION, 1, null, null, null, List.of(lines), speakers, List.of());
    }

    private static Segment segment(double start, String speaker, Word... words) {
        List<Word> all = List.of(words);
        return new Segment(
                start,
                all.get(all.size() - 1).end(),
                String.join(" ", all.stream().map(Word::text).toList()),
                speaker,
                all);
    }

    private static Word word(double start, double end, String text) {
        return new Word(start, end, text, 0.9);
    }
}

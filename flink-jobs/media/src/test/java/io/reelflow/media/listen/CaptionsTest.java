package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Subtitles;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptionsTest {
    private static final Captions SUBTITLES = new Captions(CueLayout.SUBTITLES);

    /** Words of .3 s each, one after the other. */
    static Segment spoken(double start, String text) {
        List<Word> words = new ArrayList<>();
        double at = start;
        for (String word : Arrays.asList(text.split(" ", -1))) {
            words.add(new Word(at, at + 0.3, word, 0.9));
            at += 0.3;
        }
        return TimedText.segment(words, null, " ");
    }

    @Test
    void noLineIsLongerAndNoCueHasMoreLinesThanTheLayoutAllows() {
        Segment long_ = spoken(
                0,
                "We choose to go to the moon in this decade and do the other things, not because they are easy, but "
                        + "because they are hard, because that goal will serve to organize and measure the best of our "
                        + "energies and skills, because that challenge is one that we are willing to accept.");
        List<Cue> cues = SUBTITLES.cues(List.of(long_));

        assertThat(cues).hasSizeGreaterThan(3).allSatisfy(cue -> {
            assertThat(cue.lines()).hasSizeLessThanOrEqualTo(2);
            assertThat(cue.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(42));
            assertThat(cue.end() - cue.start()).isLessThanOrEqualTo(7.001);
        });
        assertThat(cues.stream().flatMap(c -> c.words().stream())).containsExactlyElementsOf(long_.words());
    }

    @Test
    void aCueRatherEndsAtACommaThanInsideAPhrase() {
        List<Cue> cues = SUBTITLES.cues(
                List.of(
                        spoken(
                                0,
                                "And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country.")));

        assertThat(cues)
                .extracting(Cue::text)
                .allSatisfy(text -> assertThat(text).matches("(?s).*[,.]"));
    }

    @Test
    void whatWouldBeGoneTooSoonIsReadTogetherAndStaysAWhile() {
        List<Cue> cues = SUBTITLES.cues(List.of(spoken(0, "Yes."), spoken(0.4, "No."), spoken(5, "Maybe.")));

        assertThat(cues).extracting(Cue::text).containsExactly("Yes. No.", "Maybe.");
        assertThat(cues).extracting(Cue::end).containsExactly(1.0, 6.0);
    }

    @Test
    void segmentsThatCanBeReadAloneHaveCuesOfTheirOwnWithAGapBetween() {
        List<Cue> cues = SUBTITLES.cues(
                List.of(spoken(0, "This is the first of them."), spoken(1.8, "And this is the second one.")));

        assertThat(cues)
                .extracting(Cue::text)
                .containsExactly("This is the first of them.", "And this is the second one.");
        assertThat(cues.get(0).end()).isEqualTo(1.72);
    }

    @Test
    void noCueHoldsTwoSpeakers() {
        Segment one = spoken(0, "Yes.");
        List<Cue> cues = SUBTITLES.cues(
                List.of(new Segment(one.start(), one.end(), one.text(), "A", one.words()), spoken(0.4, "No.")));

        assertThat(cues).extracting(Cue::text).containsExactly("Yes.", "No.");
    }

    @Test
    void linesAreEvenAndBreakAfterAPhrase() {
        List<Cue> cues = SUBTITLES.cues(List.of(spoken(0, "When the morning had come, everybody went to the sea.")));

        assertThat(cues)
                .extracting(Cue::text)
                .containsExactly("When the morning had come,\neverybody went to the sea.");
    }

    @Test
    void textWithoutWordsInAScriptWithoutSpacesIsCutWhereLinesMayEnd() {
        String text = "我们选择在这个十年登月并做其他的事情，不是因为它们容易，而是因为它们困难，因为这个目标将有助于组织和衡量我们最好的精力和技能。";
        List<Cue> cues = SUBTITLES.cues(List.of(new Segment(0, 20, text, null, List.of())));

        assertThat(cues)
                .allSatisfy(cue -> assertThat(cue.text().lines())
                        .hasSizeLessThanOrEqualTo(2)
                        .allSatisfy(line ->
                                assertThat(line).hasSizeLessThanOrEqualTo(21).doesNotMatch("^[，。].*")));
        assertThat(String.join("", cues.stream().map(Cue::text).toList()).replace("\n", ""))
                .isEqualTo(text);
    }

    @Test
    void aWordLongerThanALineHasALineToItself() {
        String address = "https://example.org/" + "a".repeat(60);
        List<Cue> cues = SUBTITLES.cues(List.of(spoken(0, "See " + address + " today.")));

        assertThat(cues).extracting(Cue::text).containsExactly("See", address + "\ntoday.");
    }

    @Test
    void scriptsWithoutSpacesAreJoinedWithoutThem() {
        List<Word> words = List.of(new Word(0, 1, "今天", 1), new Word(1, 2, "天气", 1), new Word(2, 3, "很好。", 1));
        List<Cue> cues = SUBTITLES.cues(List.of(TimedText.segment(words, null, "")));

        assertThat(cues).extracting(Cue::text).containsExactly("今天天气很好。");
    }

    @Test
    void aWindowKeepsTheWordsInItAndCountsFromItsStart() {
        List<Segment> window = TimedText.window(List.of(spoken(10, "one two three four")), 10.3, 10.9);

        assertThat(window).extracting(Segment::text).containsExactly("two three");
        assertThat(window.get(0).start()).isZero();
    }

    @Test
    void aSegmentWithoutWordsIsSharedOutOverItsTime() {
        List<Word> words = TimedText.words(new Segment(2, 4, "ab cd", null, List.of()));

        assertThat(words).extracting(Word::text).containsExactly("ab", "cd");
        assertThat(words.get(1).start()).isBetween(3.0, 3.5);
        assertThat(words.get(1).end()).isEqualTo(4.0);
    }

    @Test
    void subtitleFilesReadAsTheirFormatsSay() {
        List<Cue> cues = SUBTITLES.cues(List.of(spoken(3599.9, "R&D <now>.")));

        assertThat(Subtitles.vtt(cues)).isEqualTo("WEBVTT\n\n00:59:59.900 --> 01:00:00.900\nR&amp;D &lt;now&gt;.\n");
        assertThat(Subtitles.srt(cues)).isEqualTo("1\n00:59:59,900 --> 01:00:00,900\nR&D <now>.\n\n");
    }
}

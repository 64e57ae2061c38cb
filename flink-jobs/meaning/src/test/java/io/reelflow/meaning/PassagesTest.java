package io.reelflow.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Segment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassagesTest {
    /** Segments of ten seconds. */
    private static List<Segment> segments(String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(i -> new Segment(10 * i, 10 * i + 10, texts[i], null, List.of()))
                .toList();
    }

    private static List<String> cut(List<Segment> segments) {
        return Passages.cut(segments).stream()
                .map(cut -> cut.start() + "–" + cut.end() + " " + cut.text())
                .toList();
    }

    @Test
    void aPassageEndsWithItsSentence() {
        assertThat(cut(segments("One.", "Two", "three", "and four. ", "Five.")))
                .containsExactly("0.0–40.0 One. Two three and four.", "40.0–50.0 Five.");
    }

    @Test
    void whatWouldMakeItLongerBelongsToTheNext() {
        assertThat(cut(segments("One.", "Two.", "Three.", "Four.", "Five.")))
                .containsExactly("0.0–30.0 One. Two. Three.", "30.0–50.0 Four. Five.");
    }

    @Test
    void withoutPointsItEndsAllTheSame() {
        assertThat(cut(segments("one", "two", "three", "four", "five")))
                .containsExactly("0.0–40.0 one two three four", "40.0–50.0 five");
    }

    @Test
    void overALongSilenceThereIsNone() {
        assertThat(cut(List.of(
                        new Segment(0, 5, "Before it", null, List.of()),
                        new Segment(300, 305, "and after.", null, List.of()))))
                .containsExactly("0.0–5.0 Before it", "300.0–305.0 and after.");
    }

    @Test
    void nothingSaidIsNoPassage() {
        assertThat(Passages.cut(List.of())).isEmpty();
    }
}

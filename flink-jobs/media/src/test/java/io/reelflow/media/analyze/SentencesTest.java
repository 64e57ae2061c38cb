package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {
    private static List<Sentence> of(String language, Segment... segments) {
        return Sentences.of(new Transcript(language, 1.0, "whisper", "base", 60, List.of(segments)));
    }

    private static Segment segment(double start, String text) {
        var words = new ArrayList<Word>();
        double at = start;
        for (String word : text.split(" ", -1)) {
            words.add(new Word(at, at + 0.3, word, 1));
            at += 0.3;
        }
        return new Segment(start, at, text, null, words);
    }

    @Test
    void aSentenceMayRunOverSegmentsAndASegmentHoldTwo() {
        assertThat(of("en", segment(0, "This is a sentence that"), segment(2, "ends here. And a second one.")))
                .extracting(Sentence::text)
                .containsExactly("This is a sentence that ends here.", "And a second one.");
    }

    @Test
    void titlesAndInitialsEndNoSentence() {
        assertThat(of("en", segment(0, "Mr. J. Dashwood met Dr. Watson. He left.")))
                .extracting(Sentence::text)
                .containsExactly("Mr. J. Dashwood met Dr. Watson.", "He left.");
    }

    @Test
    void aLongSilenceEndsASentence() {
        assertThat(of("en", segment(0, "no punctuation here"), segment(10, "nor there")))
                .hasSize(2);
    }

    @Test
    void textWithoutPunctuationComesInReadablePieces() {
        var endless = segment(0, "word ".repeat(200).strip());
        assertThat(of("en", endless)).hasSize(4).allMatch(s -> s.words().size() == 50);
    }

    @Test
    void captionsWithoutWordsGetTimesInProportion() {
        var caption = new Segment(10, 20, "Ten seconds. Of text.", null, List.of());
        List<Sentence> sentences = of("en", caption);
        assertThat(sentences).hasSize(2);
        assertThat(sentences.get(0).start()).isEqualTo(10);
        assertThat(sentences.get(0).end()).isBetween(15.0, 17.0);
        assertThat(sentences.get(1).end()).isEqualTo(20);
    }

    @Test
    void scriptsWithoutSpacesStayWithoutSpaces() {
        var words = List.of(new Word(0, 1, "你好", 1), new Word(1, 2, "世界。", 1));
        assertThat(of("zh", new Segment(0, 2, "你好世界。", null, words)).get(0).text())
                .isEqualTo("你好世界。");
    }
}

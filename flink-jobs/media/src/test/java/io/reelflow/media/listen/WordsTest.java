package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reelflow.media.listen.ListenPlan.Speech;
import io.reelflow.media.listen.SpeechEngine.Token;
import io.reelflow.schemas.result.Word;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final List<Speech> ALL_SPEECH = List.of(new Speech(100, 128));

    @Test
    void aWordBeginsAtALeadingSpaceAndPunctuationBelongsToTheWordBefore() {
        List<Word> words = Words.of(
                List.of(token(" Ask", .3), token(" Dash", .8), token("wood", 1.2), token(",", 1.9)),
                "en",
                ALL_SPEECH,
                100);

        assertThat(words)
                .extracting(Word::text, Word::start, Word::end)
                .containsExactly(tuple("Ask", 100.0, 100.3), tuple("Dashwood,", 100.3, 101.2));
    }

    @Test
    void aCharacterThatIsCutBetweenTwoTokensIsWhole() {
        byte[] word = " Español".getBytes(StandardCharsets.UTF_8);
        List<Token> tokens = List.of(
                new Token(Arrays.copyOf(word, 6), .5, 1), new Token(Arrays.copyOfRange(word, 6, word.length), .9, .5));

        assertThat(Words.of(tokens, "es", ALL_SPEECH, 100))
                .extracting(Word::text, Word::probability)
                .containsExactly(tuple("Español", .75));
    }

    @Test
    void afterAPauseAWordBeginsWhereSpeechBegins() {
        List<Speech> speech = List.of(new Speech(100.2, 101), new Speech(103.5, 104.5));
        List<Word> words = Words.of(List.of(token(" one", .9), token(" two", 3.9)), "en", speech, 100);

        assertThat(words).extracting(Word::start, Word::end).containsExactly(tuple(100.2, 100.9), tuple(103.5, 103.9));
    }

    @Test
    void aWordEndsWithTheStretchOfSpeechItBeganIn() {
        List<Speech> speech = List.of(new Speech(100, 101), new Speech(105, 106));

        assertThat(Words.of(List.of(token(" one", 4)), "en", speech, 100).get(0).end())
                .isEqualTo(101);
    }

    @Test
    void wordsNeverGoBackOrOverlapWhateverTheTokensSay() {
        List<Word> words = Words.of(
                List.of(token(" a", 2), token(" b", 1), token(" c", 1), token(" d", 1.5)), "en", ALL_SPEECH, 100);

        for (int i = 1; i < words.size(); i++) {
            assertThat(words.get(i).start())
                    .isGreaterThanOrEqualTo(words.get(i - 1).end());
            assertThat(words.get(i).end()).isGreaterThan(words.get(i).start());
        }
    }

    @Test
    void aLanguageWithoutSpacesHasWordsOfWholeCharacters() {
        byte[] second = "気".getBytes(StandardCharsets.UTF_8);
        List<Token> tokens = List.of(
                token("天", .3),
                new Token(Arrays.copyOf(second, 1), .4, 1),
                new Token(Arrays.copyOfRange(second, 1, 3), .5, 1),
                token("。", .6));

        assertThat(Words.of(tokens, "ja", ALL_SPEECH, 100))
                .extracting(Word::text)
                .containsExactly("天", "気。");
    }

    private static Token token(String text, double end) {
        return new Token(text.getBytes(StandardCharsets.UTF_8), end, .9);
    }
}

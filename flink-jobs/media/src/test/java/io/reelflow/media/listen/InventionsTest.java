package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.listen.ListenPlan.Speech;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Word;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InventionsTest {
    private static final List<Speech> NONE = List.of();

    @Test
    void labelsOfSoundsGo() {
        assertThat(kept("[wind blowing]")).isEmpty();
        assertThat(kept("Hello there. [MUSIC PLAYING] Welcome.")).isEqualTo("Hello there. Welcome.");
        assertThat(kept("(applause) Thank you. (door slams)")).isEqualTo("Thank you.");
        assertThat(kept("♪ ♪ la la")).isEqualTo("la la");
    }

    @Test
    void whatIsSaidInBracketsStays() {
        String said = "The parser (which is small) reads f(x) and goes on.";
        assertThat(kept(said)).isEqualTo(said);
    }

    @Test
    void aPhraseOverAndOverStaysOnceWhereNobodySpokeSoLong() {
        List<Word> words = spoken(
                "So. Thank you very much. Thank you very much. Thank you, very much. Thank you very much. Bye.", 3);

        assertThat(text(Inventions.without(words, List.of(new Speech(0, 1.5)))))
                .isEqualTo("So. Thank you very much. Bye.");
        assertThat(text(Inventions.without(spoken("no ".repeat(40).strip(), 20), List.of(new Speech(0, 2)))))
                .isEqualTo("no");
    }

    /** Old verse, chants, counting, courtesy: as it is said, with speech under all of it. */
    @ParameterizedTest
    @MethodSource("repeated")
    void whatPeopleSayAgainAndAgainStays(double wordsPerSecond, String said) {
        List<Word> words = spoken(said, wordsPerSecond);
        List<Speech> speech = List.of(new Speech(0, words.get(words.size() - 1).end()));

        assertThat(text(Inventions.without(words, speech))).isEqualTo(said);
    }

    @Test
    void thanksAreBelievedWhereSomebodySpoke() {
        List<Word> thanks = spoken("Thanks for watching!", 3);

        assertThat(Inventions.without(thanks, NONE)).isEmpty();
        assertThat(Inventions.without(thanks, List.of(new Speech(0, 0.3)))).isEmpty();
        assertThat(Inventions.without(thanks, List.of(new Speech(0, 1)))).isEqualTo(thanks);
        assertThat(Inventions.without(spoken("Thanks for coming.", 3), NONE)).hasSize(3);
    }

    /** What Whisper base wrote of noise, music and silence: nothing may stay; of a real voice's repetitions: all. */
    @ParameterizedTest
    @MethodSource("heard")
    void theLabelledSetIsToldApart(Heard heard) {
        String left = text(Inventions.without(heard.words(), heard.speech()));

        assertThat(left).as(heard.source()).isEqualTo(heard.said() ? text(heard.words()) : "");
    }

    /** @param said whether a voice said it */
    record Heard(String source, boolean said, List<Speech> speech, List<Word> words) {}

    static Stream<Heard> heard() throws IOException {
        return resource("inventions.jsonl").lines().map(line -> Json.MAPPER.readValue(line, Heard.class));
    }

    static Stream<Object[]> repeated() throws IOException {
        return resource("repeated.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" \\| ", 2))
                .map(parts -> new Object[] {Double.parseDouble(parts[0]), parts[1]});
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(InventionsTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** With speech under all of it. */
    private static String kept(String text) {
        List<Word> words = spoken(text, 3);
        return text(Inventions.without(
                words, List.of(new Speech(0, words.get(words.size() - 1).end()))));
    }

    private static List<Word> spoken(String text, double wordsPerSecond) {
        List<Word> words = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            double start = words.size() / wordsPerSecond;
            words.add(new Word(start, start + 1 / wordsPerSecond, word, 0.9));
        }
        return words;
    }

    private static String text(List<Word> words) {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }
}

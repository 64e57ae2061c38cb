package io.reelflow.status.related;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Segment;
import io.reelflow.status.related.Passages.Fingerprint;
import io.reelflow.status.related.SharedPassages.Hit;
import io.reelflow.status.related.SharedPassages.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassagesTest {

    @Test
    void aSharedRunOfTwentyWordsIsFoundAndOneOfElevenIsNot() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            int shared = random.nextInt(1, 60);
            List<String> run = words(random, shared, "s");
            Passages one = around(random, run, "a");
            Passages other = around(random, run, "b");
            List<Passage> found = alike(one, other);
            if (shared >= Passages.CERTAIN) {
                assertThat(found).as("seed %d, %d words", seed, shared).hasSize(1);
            }
            for (Passage each : found) {
                assertThat(each.words()).isBetween(Passages.RUN, shared);
                assertThat(String.join(" ", run))
                        .contains(each.text()
                                .substring(0, Math.min(60, each.text().length())));
            }
            if (shared < Passages.RUN) {
                assertThat(found).as("seed %d, %d words", seed, shared).isEmpty();
            }
        }
    }

    @Test
    void bothSidesFindTheSamePassage() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            List<String> run = words(random, 40, "s");
            Passages one = around(random, run, "a");
            Passages other = around(random, run, "b");
            Passage here = alike(one, other).get(0);
            Passage there = alike(other, one).get(0);
            assertThat(here).isEqualTo(new Passage(there.text(), there.words(), 2, there.otherStart(), there.start()));
        }
    }

    @Test
    void aboutOneRunInFiveIsKept() {
        Passages talk = Passages.of(List.of(
                new Segment(0, 1000, String.join(" ", words(new Random(1), 20_000, "w")), null, List.of())));
        assertThat(talk.fingerprints().size()).isBetween(3_600, 4_400);
    }

    @Test
    void spellingAndPunctuationDoNotMatterAndTimesAreThoseOfTheWords() {
        String text = "We choose to go to the Moon in this decade and do the other things, not because they are easy";
        Passages one = Passages.of(List.of(new Segment(10, 29, text, null, List.of())));
        Passages other = Passages.of(List.of(
                new Segment(0, 1, "He said:", null, List.of()),
                new Segment(100, 119, "“" + text.toUpperCase(Locale.ROOT).replace(" ", " … ") + "”", null, List.of())));
        List<Passage> found = alike(one, other);
        assertThat(found).hasSize(1);
        Passage passage = found.get(0);
        assertThat(text.toLowerCase(Locale.ROOT).replace(",", "")).contains(passage.text());
        assertThat(passage.otherStart() - passage.start()).isBetween(89.9, 90.1);
        assertThat(passage.start()).isBetween(10.0, 18.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"thank you ", "la la la hey ", ""})
    void aLoopIsNoPassage(String loop) {
        assertThat(Passages.of(List.of(new Segment(0, 60, loop.repeat(50), null, List.of())))
                        .fingerprints())
                .isEmpty();
    }

    @Test
    void aTextWithoutSpacesHasPassagesToo() {
        String text = "我们选择在这个十年登上月球并做其他的事情不是因为它们容易而是因为它们困难";
        assertThat(Passages.of(List.of(new Segment(0, 9, text, null, List.of())))
                        .fingerprints())
                .isNotEmpty();
    }

    private static List<Passage> alike(Passages one, Passages other) {
        var hits = new ArrayList<Hit>();
        for (Fingerprint here : one.fingerprints()) {
            for (Fingerprint there : other.fingerprints()) {
                if (here.hash() == there.hash()) {
                    hits.add(new Hit(
                            here.hash(),
                            here.wordIndex(),
                            here.startSeconds(),
                            "other",
                            there.wordIndex(),
                            there.startSeconds()));
                }
            }
        }
        return SharedPassages.of(hits, one.words()).getOrDefault("other", List.of());
    }

    private static Passages around(Random random, List<String> run, String prefix) {
        var words = new ArrayList<>(words(random, random.nextInt(100), prefix));
        words.addAll(run);
        words.addAll(words(random, random.nextInt(100), prefix));
        return Passages.of(List.of(new Segment(0, words.size(), String.join(" ", words), null, List.of())));
    }

    private static List<String> words(Random random, int count, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(i -> prefix + random.nextInt(1_000_000))
                .toList();
    }
}

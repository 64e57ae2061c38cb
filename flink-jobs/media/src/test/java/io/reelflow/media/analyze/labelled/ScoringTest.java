package io.reelflow.media.analyze.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.schemas.result.Analysis.Highlight;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringTest {
    @Test
    void bordersCountWithinOneSentenceAndOnce() {
        assertThat(Borders.f1(List.of(5, 10), List.of(5, 10))).isEqualTo(1);
        assertThat(Borders.f1(List.of(6), List.of(5))).isEqualTo(1);
        assertThat(Borders.f1(List.of(7), List.of(5))).isZero();
        assertThat(Borders.f1(List.of(5, 6), List.of(5))).isEqualTo(2 / 3.0);
    }

    @Test
    void wrongWindowsAreCounted() {
        List<Integer> labelled = List.of(5, 10);
        assertThat(Borders.windowDiff(labelled, labelled, 15)).isZero();
        assertThat(Borders.pk(labelled, labelled, 15)).isZero();
        assertThat(Borders.pk(List.of(), labelled, 15)).isPositive();
        assertThat(Borders.windowDiff(List.of(5), labelled, 15))
                .isPositive()
                .isLessThan(Borders.windowDiff(List.of(), labelled, 15));
        assertThat(Borders.even(12, 2)).containsExactly(4, 8);
    }

    @Test
    void groupsAreComparedWhateverTheyAreCalled() {
        List<String> labelled = List.of("a", "a", "b", "b");
        assertThat(Clusters.vMeasure(labelled, List.of(7, 7, 3, 3))).isCloseTo(1, within(1e-9));
        assertThat(Clusters.vMeasure(labelled, List.of(1, 1, 1, 1))).isCloseTo(0, within(1e-9));
        assertThat(Clusters.vMeasure(labelled, List.of(1, 2, 3, 4))).isBetween(0.6, 0.7);
    }

    @Test
    void wordsAreSharedInAnyOrderOrInOne() {
        assertThat(Words.rouge1("the cat sat", "sat the cat")).isEqualTo(1);
        assertThat(Words.rougeL("the cat sat", "sat the cat")).isEqualTo(2 / 3.0);
        assertThat(Words.rouge1("a dog", "the cat")).isZero();
    }

    @Test
    void aKeywordMayBeThePluralOrAPartOfALabelledOne() {
        assertThat(Words.contain("grinders", "burr grinder")).isTrue();
        assertThat(Words.contain("cat", "caterpillar")).isFalse();
        assertThat(Words.contain("", "cat")).isFalse();
        assertThat(Words.frequent("bread and bread and butter", 1)).containsExactly("bread");
    }

    @Test
    void theBestMomentsInTheBestOrderAreOne() throws Exception {
        LabelledTalk talk = Sets.talks().get(0);
        Spoken spoken = Spoken.of(
                talk.language(),
                talk.sentences().stream().map(LabelledTalk.Said::text).toList());
        var worth = new Worth(talk, spoken);
        assertThat(worth.ndcg(List.of())).isZero();
        assertThat(worth.ndcg(List.of(new Highlight(0, 12, 1, List.of())))).isLessThan(worth.ndcgOfLongest());
        assertThat(worth.ndcgOfLongest()).isBetween(0.3, 1.0);
    }

    @Test
    void everyTalkIsLabelledThroughout() throws Exception {
        assertThat(Sets.talks()).extracting(LabelledTalk::language).contains("en", "es", "de", "fr");
        assertThat(Sets.talks()).allSatisfy(talk -> {
            assertThat(talk.summary()).isNotBlank();
            assertThat(talk.keywords()).hasSizeGreaterThan(10);
            assertThat(talk.parts()).hasSizeGreaterThan(4);
            assertThat(talk.sentences()).anyMatch(said -> said.key()).anyMatch(said -> said.worth() >= 2);
            assertThat(talk.boundaries()).hasSize(talk.parts().size() - 1).isSorted();
        });
    }
}

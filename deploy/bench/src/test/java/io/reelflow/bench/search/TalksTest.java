package io.reelflow.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TalksTest {
    private final Talks talks = new Talks();

    @Test
    void aTalkIsTheSameEachTime() {
        assertThat(new Talks().segment(12, 34)).isEqualTo(talks.segment(12, 34));
        assertThat(talks.segment(12, 35)).isNotEqualTo(talks.segment(12, 34));
    }

    @Test
    void aWordIsAsFrequentAsItsRankSays() {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            talks.segment(0, i).words().forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        int first = counts.getOrDefault(talks.tongue(0).words().get(0), 0);
        int tenth = counts.getOrDefault(talks.tongue(0).words().get(9), 0);
        assertThat((double) first / tenth).isBetween(8.0, 12.5);
    }
}

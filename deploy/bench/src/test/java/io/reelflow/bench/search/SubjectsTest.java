package io.reelflow.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.meaning.Meaning;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    private final Subjects subjects = new Subjects();

    @Test
    void aPassageIsAsNearToItsSubjectAsInRealTalksAndNotTheSameAsOthers() {
        for (int passage = 0; passage < 20; passage++) {
            byte[] meaning = subjects.meaning(3, passage);
            assertThat(Meaning.nearness(meaning, Meaning.of(subjects.name(3, passage))))
                    .isBetween(0.4, 0.8);
            assertThat(Meaning.nearness(meaning, subjects.meaning(4, passage))).isLessThan(0.6);
        }
    }
}

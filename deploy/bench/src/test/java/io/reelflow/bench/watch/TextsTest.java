package io.reelflow.bench.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void spacesAndMarksOfListsAreNoCharacters() {
        assertThat(Texts.of("▶ wget_1 .12 . deb\nﬁne", "» wget_1.12.deb fine").accuracy())
                .isEqualTo(1);
    }

    @Test
    void everyCharacterWrongAddedOrMissingCounts() {
        assertThat(Texts.of("abcd", "abXd").errors()).isEqualTo(1);
        assertThat(Texts.of("abcd", "abd").plus(Texts.of("ab", "abc"))).isEqualTo(new Texts(6, 2));
        assertThat(Texts.NONE.accuracy()).isNaN();
    }
}

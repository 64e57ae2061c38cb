package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanguageGuessTest {
    private static final String SPANISH =
            "El capitán vivía en una casa grande y todas las tardes miraba la calle desde su balcón.";
    private static final String GERMAN =
            "Wir haben gestern lange darüber gesprochen, wie man den Zug nach Berlin noch erreichen kann.";

    @Test
    void aSureRecogniserIsBelieved() {
        assertThat(LanguageGuess.of(SPANISH, "pt", 0.9)).isEqualTo("pt");
    }

    @Test
    void anUnsureOneIsCheckedAgainstTheText() {
        assertThat(LanguageGuess.of(SPANISH, "pt", 0.4)).isEqualTo("es");
        assertThat(LanguageGuess.of(GERMAN, null, null)).isEqualTo("de");
    }

    @Test
    void tooLittleTextTellsNothing() {
        assertThat(LanguageGuess.of("Hm.", null, null)).isNull();
        assertThat(LanguageGuess.of("Hm.", "en", 0.3)).isEqualTo("en");
    }
}

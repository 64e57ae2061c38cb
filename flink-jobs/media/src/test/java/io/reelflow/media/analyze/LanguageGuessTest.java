package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | The speaker tells where it comes from and why people like it",
                "en | What caffeine does to you. How to brew it. Beans and roasts",
                "en | From Ethiopia to Venice. Espresso machines. Your last cup",
                "de | Woher der Kaffee kommt. Wie man ihn zubereitet. Was er mit uns macht",
                "es | De dónde viene el café. Cómo se prepara. Lo que hace con nosotros",
                "fr | D'où vient le café. Comment on le prépare. Ce qu'il fait de nous",
                "nl | Waar koffie vandaan komt. Hoe je koffie zet. Wat het met ons doet",
                "pt | De onde vem o café. Como se prepara. O que faz connosco",
                "ru | Откуда появился кофе. Как его готовят. Что он делает с нами",
                "no | Hvor kaffen kommer fra. Hvordan man lager den. Hva den gjør med oss",
            })
    void titlesMayBeInTheirOwnLanguageAndInNoOther(String language, String titles) {
        assertThat(LanguageGuess.couldBe(titles, language)).isTrue();
        assertThat(LanguageGuess.couldBe(titles, "zh")).isFalse();
        assertThat(LanguageGuess.couldBe(titles, language.equals("de") ? "en" : "de"))
                .isFalse();
    }
}

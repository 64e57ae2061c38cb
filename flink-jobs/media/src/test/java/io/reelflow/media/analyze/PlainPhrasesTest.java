package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.analyze.Phrases.Phrase;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainPhrasesTest {
    @Test
    void germanNounsAreKnownByTheirCapitalsAndKeepThem() throws Exception {
        List<Phrase> phrases = of("de", "Gestern lief ein Wolf durch den Wald.", "Der Wolf fraß im Wald.");
        assertThat(named(phrases)).containsExactly("Wolf", "Wald");
        assertThat(phrases).extracting(Phrase::text).contains("wolf", "wald", "lief");
    }

    @Test
    void elsewhereANounIsKnownByTheWordBeforeIt() throws Exception {
        assertThat(named(of("es", "Ayer llegó el tren a la estación.", "Llegó tarde.")))
                .containsExactly("tren", "estación");
        assertThat(named(of("fr", "L'école de l'île ferme.", "C'est l’hiver.")))
                .containsExactly("école", "île", "hiver");
    }

    @Test
    void pairsStandWhereTheyComeTwice() throws Exception {
        assertThat(of("es", "El tren nocturno sale.", "Un tren nocturno llega."))
                .extracting(Phrase::text)
                .contains("tren nocturno")
                .doesNotContain("nocturno sale");
    }

    @Test
    void aLanguageWithoutListsLeavesOutWhatStandsEverywhere() throws Exception {
        List<Phrase> phrases = of("xx", "ka bolu ka.", "ka mira ka.", "ka tola ka.", "ka runa ka.");
        assertThat(phrases).extracting(Phrase::text).contains("bolu", "mira").doesNotContain("ka");
        assertThat(phrases).allMatch(Phrase::named);
    }

    private static List<String> named(List<Phrase> phrases) {
        return phrases.stream().filter(Phrase::named).map(Phrase::written).toList();
    }

    private static List<Phrase> of(String language, String... sentences) throws InterruptedException {
        return Phrases.of(Talks.talk(language, List.of(sentences)));
    }
}

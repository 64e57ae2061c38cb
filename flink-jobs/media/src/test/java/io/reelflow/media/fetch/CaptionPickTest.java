package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Source.Captions;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaptionPickTest {
    private static final String VTT = "[{\"ext\": \"vtt\", \"url\": \"https://example.org/a.vtt\"}]";
    private static final String TRANSLATED =
            "[{\"ext\": \"vtt\", \"url\": \"https://example.org/a?lang=en&tlang=de\"}]";

    @Test
    void thoseByPeopleGoBeforeAutomaticOnesInTheVideosOwnLanguage() {
        String info = info("en-US", "\"de\": " + VTT + ", \"en-GB\": " + VTT, "\"en\": " + VTT);

        assertThat(picks(info, "auto")).containsExactly(new CaptionPick("en-GB", "en-GB", Captions.MANUAL));
        assertThat(picks(info, "de"))
                .containsExactly(
                        new CaptionPick("de", "de", Captions.MANUAL),
                        new CaptionPick("en-GB", "en-GB", Captions.MANUAL));
    }

    @Test
    void automaticOnesAreThoseOfWhatIsSpokenAndNoTranslations() {
        String info = info(null, "", "\"de\": " + TRANSLATED + ", \"en-orig\": " + VTT + ", \"en-de\": " + TRANSLATED);

        assertThat(picks(info, "auto")).containsExactly(new CaptionPick("en-orig", "en", Captions.AUTOMATIC));
        assertThat(picks(info, "de")).containsExactly(new CaptionPick("en-orig", "en", Captions.AUTOMATIC));
    }

    @Test
    void withoutALanguageOnlyOneCanBeMeant() {
        assertThat(picks(info(null, "\"pt_BR\": " + VTT, ""), "auto"))
                .containsExactly(new CaptionPick("pt_BR", "pt-BR", Captions.MANUAL));
        assertThat(picks(info(null, "\"English\": " + VTT, ""), "auto"))
                .containsExactly(new CaptionPick("English", "und", Captions.MANUAL));
        assertThat(picks(info(null, "\"pt\": " + VTT + ", \"en\": " + VTT, ""), "auto"))
                .isEmpty();
    }

    @Test
    void whatCanNotBeReadOrWouldLeaveTheFolderIsNoCaptions() {
        assertThat(picks(
                        info(
                                "en",
                                "\"live_chat\": " + VTT + ", \"en/../../x\": " + VTT + ", \"en\": [{\"ext\": \"ass\"}]",
                                ""),
                        "en"))
                .isEmpty();
        assertThat(picks("{}", "auto")).isEmpty();
        assertThat(picks("{\"subtitles\": null, \"automatic_captions\": {\"en\": null}}", "en"))
                .isEmpty();
    }

    @Test
    void ofTheCorpusRealVideoTheOriginalIsTaken() throws Exception {
        String info = Files.readString(Corpus.file("metadata/pinchflat_video_chapters.info.json"));

        assertThat(picks(info, "auto")).singleElement().satisfies(pick -> {
            assertThat(pick.language()).isEqualTo("en");
            assertThat(pick.kind()).isEqualTo(Captions.AUTOMATIC);
        });
        assertThat(picks(info, "de")).first().isEqualTo(new CaptionPick("de", "de", Captions.MANUAL));
    }

    private static String info(@Nullable String language, String manual, String automatic) {
        String said = language == null ? "null" : "\"" + language + "\"";
        return "{\"language\": " + said + ", \"subtitles\": {" + manual + "}, \"automatic_captions\": {" + automatic
                + "}}";
    }

    private static List<CaptionPick> picks(String info, String asked) {
        return CaptionPick.of(Json.MAPPER.readTree(info), asked);
    }
}

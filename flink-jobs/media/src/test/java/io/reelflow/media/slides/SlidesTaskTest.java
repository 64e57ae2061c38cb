package io.reelflow.media.slides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.Progress;
import io.reelflow.media.watch.Deck;
import io.reelflow.media.watch.Films;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.SlideDeck.Slide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlidesTaskTest {
    private static final SlideDeck DECK = new SlideDeck(List.of(
            new Slide(1, 0, 5, "said", "1.png", null, "what was said", null),
            new Slide(2, 5, 9, null, "2.png", null, null, null),
            new Slide(3, 9, 12, "said again", "1.png", null, "more", 1)));

    @TempDir
    Path temp;

    private final SlidesTask task = new SlidesTask(Films.CONFIG);
    private Path out = Path.of("");
    private Map<String, String> files = Map.of();

    @BeforeEach
    void draw() throws Exception {
        out = Files.createDirectory(temp.resolve("out"));
        Deck deck = new Deck(temp, 1280, 720);
        files = Map.of(
                "1.png",
                        deck.slide("Streams and state", "A stream never ends", "State is what is kept")
                                .toString(),
                "2.png",
                        deck.coloured("navy", "white", "Watermarks", "They say what is over")
                                .toString());
    }

    @Test
    void slidesAreReadOnceAndTheirPdfCanBeSearched() throws Exception {
        List<Long> processed = new ArrayList<>();
        ReadSlides read = task.run(request(true, "en"), out, (stage, fraction, message, counters) -> {
            processed.add(counters == null || counters.slidesProcessed() == null ? -1 : counters.slidesProcessed());
        });

        assertThat(read.notes()).isEmpty();
        List<Slide> slides = read.deck().slides();
        assertThat(slides)
                .extracting(Slide::title)
                .containsExactly("Streams and state", "Watermarks", "Streams and state");
        assertThat(slides.get(0).text()).isEqualTo("Streams and state\nA stream never ends\nState is what is kept");
        assertThat(slides.get(1).text()).isEqualTo("Watermarks\nThey say what is over");
        assertThat(slides.get(2).text()).isEqualTo(slides.get(0).text());
        assertThat(slides).extracting(Slide::transcript).containsExactly("what was said", null, "more");
        assertThat(slides).extracting(Slide::sameAs).containsExactly(null, null, 1);
        assertThat(processed).containsExactly(1L, 2L, 3L);
        try (PDDocument pdf = Loader.loadPDF(out.resolve(SlidesTask.PDF).toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
            assertThat(new PDFTextStripper().getText(pdf)).contains("A stream never ends", "They say what is over");
        }
    }

    @Test
    void withoutOcrThePdfHasPicturesOnly() throws Exception {
        ReadSlides read = task.run(request(false, "en"), out, Progress.NONE);

        assertThat(read.deck())
                .isEqualTo(new SlideDeck(List.of(
                        DECK.slides().get(0),
                        DECK.slides().get(1),
                        new Slide(3, 9, 12, "said", "1.png", null, "more", 1))));
        try (PDDocument pdf = Loader.loadPDF(out.resolve(SlidesTask.PDF).toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
            assertThat(new PDFTextStripper().getText(pdf)).isBlank();
        }
    }

    @Test
    void aLanguageWithoutDataIsReadAsEnglishAndSaid() throws Exception {
        ReadSlides read = task.run(request(true, "fr-CA"), out, Progress.NONE);

        assertThat(read.deck().slides().get(1).title()).isEqualTo("Watermarks");
        assertThat(read.notes()).containsExactly("slides read as English: no Tesseract data for language fr-CA");
    }

    @Test
    void dataInAFolderOfModelsIsUsed() throws Exception {
        Tessdata.Trained english = new Tessdata(Films.CONFIG).of(null);
        Path models = Files.createDirectory(temp.resolve("models"));
        Files.copy(english.folder().resolve("eng.traineddata"), models.resolve("fra.traineddata"));
        MediaConfig config = new MediaConfig(
                Films.CONFIG.cache(),
                List.of(models, Films.CONFIG.cache().resolve("models")),
                Films.CONFIG.temp(),
                1,
                Films.CONFIG.downloadTime(),
                Films.CONFIG.downloadSilence(),
                Films.CONFIG.modelBytes());

        assertThat(new Tessdata(config).of("fr")).isEqualTo(new Tessdata.Trained(models, "fra", true));
        assertThat(new SlidesTask(config)
                        .run(request(true, "fr"), out, Progress.NONE)
                        .notes())
                .isEmpty();
    }

    @Test
    void languagesAreNamedAsTesseractNamesThem() {
        assertThat(List.of("en", "de", "pt-BR", "zh", "zh-TW", "zh-Hant-HK", "ja"))
                .extracting(Tessdata::code)
                .containsExactly("eng", "deu", "por", "chi_sim", "chi_tra", "chi_tra", "jpn");
        assertThat(Tessdata.code("../no such language")).isEqualTo("und");
    }

    @Test
    void noSlidesAreNoFile() throws Exception {
        SlidesRequest none = new SlidesRequest(new SlideDeck(List.of()), Map.of(), true, "en", null);

        assertThat(task.run(none, out, Progress.NONE).deck().slides()).isEmpty();
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void anInterruptEndsIt() {
        assertThatThrownBy(() -> task.run(
                        request(true, "en"),
                        out,
                        (stage, fraction, message, counters) ->
                                Thread.currentThread().interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void requestAndAnswerPassThroughJson() {
        SlidesRequest request = request(true, null);
        assertThat(Json.read(Json.bytes(request), SlidesRequest.class)).isEqualTo(request);
        ReadSlides answer = new ReadSlides(DECK, List.of("a note"));
        assertThat(Json.read(Json.bytes(answer), ReadSlides.class)).isEqualTo(answer);
    }

    private SlidesRequest request(boolean ocr, @Nullable String language) {
        return new SlidesRequest(DECK, files, ocr, language, "A talk");
    }
}

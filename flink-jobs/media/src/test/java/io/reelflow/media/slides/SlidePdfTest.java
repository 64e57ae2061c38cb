package io.reelflow.media.slides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.slides.PageText.Line;
import io.reelflow.media.slides.PageText.Word;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlidePdfTest {
    @TempDir
    Path temp;

    private Path png = Path.of("");

    @BeforeEach
    void draw() throws IOException {
        png = temp.resolve("1.png");
        BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_3BYTE_BGR);
        for (int x = 0; x < 640; x++) {
            image.setRGB(x, x % 480, 0xff8800);
        }
        ImageIO.write(image, "png", png.toFile());
    }

    @Test
    void whatIsWrittenCanBeSearchedInAnyScript() throws Exception {
        PageText text = page(
                line(100, "Größe", "naïve", "café"),
                line(200, "Привет", "κόσμε", "שלום"),
                line(300, "漢字", "हिन्दी", "😀"));

        try (PDDocument pdf = pdf(text)) {
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("Größe naïve café")
                    .contains("Привет κόσμε")
                    .contains("漢字")
                    .contains("हिन्दी")
                    .contains("😀");
        }
    }

    @Test
    void moreCharactersThanOneFontHoldsAreNoLimit() throws Exception {
        String many = IntStream.range(0, 600)
                .mapToObj(i -> Character.toString(0x4e00 + i))
                .collect(Collectors.joining());

        try (PDDocument pdf = pdf(page(line(100, many)))) {
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s", "")).isEqualTo(many);
        }
    }

    @Test
    void wordsLieWhereTheyAreOnThePicture() throws Exception {
        List<TextPosition> found = new ArrayList<>();
        try (PDDocument pdf = pdf(page(line(100, "Here", "there")))) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    found.add(text);
                }
            }.getText(pdf);
        }

        double scale = 960.0 / 640;
        TextPosition t = found.stream()
                .filter(p -> p.getUnicode().equals("t"))
                .findFirst()
                .orElseThrow();
        TextPosition last = found.get(found.size() - 1);
        assertThat((double) found.get(0).getX()).isCloseTo(50 * scale, within(1.0));
        assertThat((double) t.getX()).isCloseTo(170 * scale, within(1.0));
        assertThat((double) last.getX() + last.getWidth()).isCloseTo(270 * scale, within(1.0));
        assertThat((double) last.getY()).isCloseTo(120 * scale, within(1.0));
    }

    @Test
    void aPageHasTheShapeOfItsPictureAndShowsNothingElse() throws Exception {
        Path file = temp.resolve("a.pdf");
        try (SlidePdf pdf = new SlidePdf("A talk")) {
            pdf.add(png, page(line(100, "unseen")), "First");
            pdf.add(png, null, "Second");
            pdf.save(file);
        }

        try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("A talk");
            assertThat(pdf.getDocumentCatalog().getDocumentOutline().children())
                    .extracting(item -> item.getTitle())
                    .containsExactly("First", "Second");
            PDRectangle box = pdf.getPage(0).getMediaBox();
            assertThat(box.getWidth()).isEqualTo(960);
            assertThat(box.getHeight()).isEqualTo(720);
            PDFRenderer renderer = new PDFRenderer(pdf);
            BufferedImage with = renderer.renderImage(0);
            BufferedImage without = renderer.renderImage(1);
            int[] pixels = with.getRGB(0, 0, with.getWidth(), with.getHeight(), null, 0, with.getWidth());
            assertThat(pixels)
                    .isEqualTo(without.getRGB(0, 0, with.getWidth(), with.getHeight(), null, 0, with.getWidth()))
                    .contains(0xffff8800);
        }
    }

    private PDDocument pdf(PageText text) throws IOException {
        Path file = temp.resolve("text.pdf");
        try (SlidePdf pdf = new SlidePdf(null)) {
            pdf.add(png, text, "Page");
            pdf.save(file);
        }
        return Loader.loadPDF(file.toFile());
    }

    private static PageText page(Line... lines) {
        return new PageText(640, 480, List.of(lines));
    }

    /** Words of 100 pixels, 20 apart. */
    private static Line line(int top, String... words) {
        List<Word> all = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            all.add(new Word(words[i], 50 + 120 * i, top, 150 + 120 * i, top + 20));
        }
        return new Line(all, 20);
    }
}

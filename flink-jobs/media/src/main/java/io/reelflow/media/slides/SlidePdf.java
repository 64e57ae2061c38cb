package io.reelflow.media.slides;

import io.reelflow.media.slides.InvisibleFonts.Glyph;
import io.reelflow.media.slides.PageText.Line;
import io.reelflow.media.slides.PageText.Word;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdfwriter.ContentStreamWriter;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.jspecify.annotations.Nullable;

/** A PDF with a page for each slide: the picture, and over it, invisible, what is written there, word by word. */
final class SlidePdf implements AutoCloseable {
    /** Longer side of a page, points: that of a 16:9 slide in presentation programs. */
    private static final float LONG_SIDE = 960;

    private static final int INVISIBLE = 3;

    private final PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
    private final InvisibleFonts fonts = new InvisibleFonts(document);
    private final PDDocumentOutline outline = new PDDocumentOutline();

    SlidePdf(@Nullable String title) {
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setProducer("Reelflow");
        document.getDocumentCatalog().setDocumentOutline(outline);
    }

    /**
     * Adds a page.
     *
     * @param text null where nobody read
     * @param title for the table of contents
     */
    void add(Path png, @Nullable PageText text, String title) throws IOException {
        PDImageXObject image = PDImageXObject.createFromByteArray(
                document, Files.readAllBytes(png), png.getFileName().toString());
        float scale = LONG_SIDE / Math.max(image.getWidth(), image.getHeight());
        PDPage page = new PDPage(new PDRectangle(scale * image.getWidth(), scale * image.getHeight()));
        PDResources resources = new PDResources();
        page.setResources(resources);
        Content content = new Content(resources, page.getMediaBox(), scale);
        content.image(resources.add(image));
        if (text != null) {
            text.lines().forEach(content::line);
        }
        page.setContents(content.stream());
        document.addPage(page);
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(title);
        item.setDestination(page);
        outline.addLast(item);
    }

    /** Writes it whole or not at all. No page can be added after this. */
    void save(Path file) throws IOException {
        fonts.finish();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        document.save(part.toFile());
        Files.move(part, file);
    }

    @Override
    public void close() throws IOException {
        document.close();
    }

    /** The operators of one page. */
    private final class Content {
        private final PDResources resources;
        private final PDRectangle box;
        private final float scale;
        private final List<Object> tokens = new ArrayList<>();

        Content(PDResources resources, PDRectangle box, float scale) {
            this.resources = resources;
            this.box = box;
            this.scale = scale;
        }

        void image(COSName name) {
            operator("q");
            operator("cm", box.getWidth(), 0, 0, box.getHeight(), 0, 0);
            tokens.add(name);
            operator("Do");
            operator("Q");
        }

        void line(Line line) {
            operator("BT");
            tokens.add(COSInteger.get(INVISIBLE));
            operator("Tr");
            for (int i = 0; i < line.words().size(); i++) {
                boolean last = i == line.words().size() - 1;
                word(line.words().get(i), last ? "" : " ");
            }
            operator("ET");
        }

        /** The glyphs are stretched to the word's width; the space after it is there for who copies. */
        private void word(Word word, String after) {
            float size = Math.max(1, scale * (word.bottom() - word.top()));
            int letters = word.text().codePointCount(0, word.text().length());
            float natural = letters * size * InvisibleFonts.WIDTH / 1000;
            operator("Tz", Math.max(1, 100 * scale * (word.right() - word.left()) / natural));
            operator("Tm", 1, 0, 0, 1, scale * word.left(), box.getHeight() - scale * word.bottom());
            int font = -1;
            ByteArrayOutputStream codes = new ByteArrayOutputStream();
            PrimitiveIterator.OfInt points = (word.text() + after).codePoints().iterator();
            while (points.hasNext()) {
                Glyph glyph = fonts.glyph(points.nextInt());
                if (glyph.font() != font) {
                    show(codes);
                    font = glyph.font();
                    tokens.add(name(font));
                    operator("Tf", size);
                }
                codes.write(glyph.code());
            }
            show(codes);
        }

        private COSName name(int font) {
            COSName name = COSName.getPDFName("F" + font);
            COSDictionary all = resources.getCOSObject().getCOSDictionary(COSName.FONT);
            if (all == null) {
                all = new COSDictionary();
                resources.getCOSObject().setItem(COSName.FONT, all);
            }
            all.setItem(name, fonts.font(font));
            return name;
        }

        private void show(ByteArrayOutputStream codes) {
            if (codes.size() > 0) {
                tokens.add(new COSString(codes.toByteArray()));
                operator("Tj");
                codes.reset();
            }
        }

        private void operator(String name, float... operands) {
            for (float operand : operands) {
                tokens.add(new COSFloat(operand));
            }
            tokens.add(Operator.getOperator(name));
        }

        PDStream stream() throws IOException {
            PDStream stream = new PDStream(document);
            try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
                new ContentStreamWriter(out).writeTokens(tokens);
            }
            return stream;
        }
    }
}

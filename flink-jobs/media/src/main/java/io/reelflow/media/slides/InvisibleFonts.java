package io.reelflow.media.slides;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Fonts for text that is searched and copied, and never seen: Type 3 fonts (ISO 32000-1, 9.6.5) whose one glyph paints
 * nothing, with a ToUnicode map (9.10.3). So every character of Unicode can be written, and no font file is needed. A
 * font holds 255 characters, as many fonts as needed hold all.
 */
final class InvisibleFonts {
    /** Of every glyph, in thousandths of the font's size. */
    static final int WIDTH = 500;

    private static final int MOST = 255;

    /** PDF allows no more in one block. */
    private static final int BLOCK = 100;

    private final PDDocument document;
    private final Map<Integer, Glyph> glyphs = new LinkedHashMap<>();
    private final List<COSDictionary> fonts = new ArrayList<>();

    InvisibleFonts(PDDocument document) {
        this.document = document;
    }

    /** @param font number of the font, from 0 */
    record Glyph(int font, int code) {}

    /** Where to find a character. */
    Glyph glyph(int codePoint) {
        return glyphs.computeIfAbsent(codePoint, any -> next());
    }

    COSDictionary font(int number) {
        return fonts.get(number);
    }

    /** Completes the fonts, once every character is known. */
    void finish() throws IOException {
        COSStream glyph = stream(WIDTH + " 0 d0");
        for (int i = 0; i < fonts.size(); i++) {
            fill(fonts.get(i), i, glyph);
        }
    }

    private Glyph next() {
        int index = glyphs.size();
        if (index % MOST == 0) {
            COSDictionary font = new COSDictionary();
            font.setItem(COSName.TYPE, COSName.FONT);
            font.setItem(COSName.SUBTYPE, COSName.TYPE3);
            fonts.add(font);
        }
        return new Glyph(index / MOST, index % MOST + 1);
    }

    private void fill(COSDictionary font, int number, COSStream glyph) throws IOException {
        List<Map.Entry<Integer, Glyph>> own = glyphs.entrySet().stream()
                .filter(each -> each.getValue().font() == number)
                .toList();
        COSName name = COSName.getPDFName("g");
        COSDictionary procedures = new COSDictionary();
        procedures.setItem(name, glyph);
        COSArray differences = new COSArray();
        differences.add(COSInteger.ONE);
        COSArray widths = new COSArray();
        for (int i = 0; i < own.size(); i++) {
            differences.add(name);
            widths.add(COSInteger.get(WIDTH));
        }
        COSArray matrix = new COSArray();
        matrix.setFloatArray(new float[] {0.001f, 0, 0, 0.001f, 0, 0});
        COSDictionary encoding = new COSDictionary();
        encoding.setItem(COSName.TYPE, COSName.ENCODING);
        encoding.setItem(COSName.DIFFERENCES, differences);
        font.setItem(COSName.FONT_BBOX, COSArray.ofCOSIntegers(List.of(0, 0, WIDTH, 1000)));
        font.setItem(COSName.FONT_MATRIX, matrix);
        font.setItem(COSName.CHAR_PROCS, procedures);
        font.setItem(COSName.ENCODING, encoding);
        font.setInt(COSName.FIRST_CHAR, 1);
        font.setInt(COSName.LAST_CHAR, own.size());
        font.setItem(COSName.WIDTHS, widths);
        font.setItem(COSName.RESOURCES, new COSDictionary());
        font.setItem(COSName.TO_UNICODE, stream(toUnicode(own)));
    }

    private static String toUnicode(List<Map.Entry<Integer, Glyph>> own) {
        StringBuilder map = new StringBuilder("""
                /CIDInit /ProcSet findresource begin
                12 dict begin
                begincmap
                /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
                /CMapName /Adobe-Identity-UCS def
                /CMapType 2 def
                1 begincodespacerange
                <00> <FF>
                endcodespacerange
                """);
        for (int from = 0; from < own.size(); from += BLOCK) {
            List<Map.Entry<Integer, Glyph>> block = own.subList(from, Math.min(own.size(), from + BLOCK));
            map.append(block.size()).append(" beginbfchar\n");
            for (Map.Entry<Integer, Glyph> each : block) {
                byte[] utf16 = Character.toString(each.getKey()).getBytes(StandardCharsets.UTF_16BE);
                map.append(String.format(
                                Locale.ROOT, "<%02X> <", each.getValue().code()))
                        .append(HexFormat.of().withUpperCase().formatHex(utf16))
                        .append(">\n");
            }
            map.append("endbfchar\n");
        }
        return map.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
                .toString();
    }

    private COSStream stream(String content) throws IOException {
        COSStream stream = document.getDocument().createCOSStream();
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(content.getBytes(StandardCharsets.US_ASCII));
        }
        return stream;
    }
}

package io.reelflow.media.listen;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How wide text is, in columns, and where text without spaces may be broken. */
final class TextWidth {
    /** Its line breaks need a dictionary, which the JDK has for Thai alone. */
    private static final Locale WITH_DICTIONARY = Locale.forLanguageTag("th");

    private TextWidth() {}

    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    private static int of(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(character) ? 2 : 1;
    }

    /** Unicode's East Asian width, by blocks: the JDK has no table of it. */
    private static boolean isWide(int character) {
        return (character >= 0x1100 && character <= 0x115F)
                || (character >= 0x2E80 && character <= 0xA4CF)
                || (character >= 0xAC00 && character <= 0xD7A3)
                || (character >= 0xF900 && character <= 0xFAFF)
                || (character >= 0xFE30 && character <= 0xFE6F)
                || (character >= 0xFF00 && character <= 0xFF60)
                || (character >= 0xFFE0 && character <= 0xFFE6)
                || (character >= 0x1F300 && character <= 0x1FAFF)
                || (character >= 0x20000 && character <= 0x3FFFD);
    }

    /** Whether it holds characters of a script that puts no spaces between words. */
    static boolean isWithoutSpaces(String text) {
        return text.codePoints().anyMatch(character -> switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            default -> false;
        });
    }

    /** Pieces between which a line may end, each with the spaces behind it; none much longer than a few words. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (String piece : between(BreakIterator.getLineInstance(WITH_DICTIONARY), text)) {
            if (isWithoutSpaces(piece) && of(piece) > 20) {
                pieces.addAll(between(BreakIterator.getCharacterInstance(Locale.ROOT), piece));
            } else {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    private static List<String> between(BreakIterator breaks, String text) {
        List<String> pieces = new ArrayList<>();
        breaks.setText(text);
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}

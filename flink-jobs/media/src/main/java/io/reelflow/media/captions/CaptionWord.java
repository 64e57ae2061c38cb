package io.reelflow.media.captions;

import io.reelflow.media.captions.Line.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word of a line.
 *
 * @param time seconds at which it begins; null where the file does not say
 * @param joined written right behind the word before it, as in scripts without spaces
 */
record CaptionWord(String text, @Nullable Double time, double probability, boolean joined) {
    /** The words of a line's pieces: a new one begins at a space, and in scripts without spaces with each piece. */
    static List<CaptionWord> of(List<Piece> pieces) {
        List<CaptionWord> words = new ArrayList<>();
        boolean space = true;
        for (Piece piece : pieces) {
            Double time = piece.time();
            boolean spaceBefore = space || piece.text().startsWith(" ");
            for (String text : piece.text().split(" ", -1)) {
                if (!text.isEmpty()) {
                    add(words, new CaptionWord(text, time, piece.probability(), !spaceBefore));
                    time = null;
                    spaceBefore = true;
                }
            }
            space = piece.text().isEmpty() ? space : piece.text().endsWith(" ");
        }
        return isMixed(words) ? withoutJoined(words) : words;
    }

    CaptionWord withText(String other) {
        return new CaptionWord(other, time, probability, joined);
    }

    private static void add(List<CaptionWord> words, CaptionWord word) {
        if (!word.joined || words.isEmpty()) {
            words.add(new CaptionWord(word.text, word.time, word.probability, false));
            return;
        }
        CaptionWord before = words.get(words.size() - 1);
        boolean border = withoutSpaces(before.text.codePointBefore(before.text.length()))
                && withoutSpaces(word.text.codePointAt(0));
        if (border) {
            words.add(word);
        } else {
            words.set(words.size() - 1, before.withText(before.text + word.text));
        }
    }

    private static boolean withoutSpaces(int character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            default -> false;
        };
    }

    private static boolean isMixed(List<CaptionWord> words) {
        long joined = words.stream().filter(CaptionWord::joined).count();
        return joined > 0 && joined < words.size() - 1;
    }

    /** A segment's words are all joined by a space, or none is. */
    private static List<CaptionWord> withoutJoined(List<CaptionWord> words) {
        List<CaptionWord> spaced = new ArrayList<>();
        for (CaptionWord word : words) {
            if (word.joined) {
                CaptionWord before = spaced.remove(spaced.size() - 1);
                spaced.add(before.withText(before.text + word.text));
            } else {
                spaced.add(word);
            }
        }
        return spaced;
    }
}

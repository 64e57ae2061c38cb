package io.reelflow.media.listen;

import io.reelflow.schemas.result.Word;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes out what a recogniser writes although nobody said it: labels for sounds, and words said over and over. */
final class Inventions {
    private static final int LONGEST_LABEL = 8;
    private static final int LONGEST_PHRASE = 12;
    private static final int LEAST_REPEATS = 4;
    private static final int LEAST_WORDS = 8;

    private Inventions() {}

    /** The words of one chunk without them. */
    static List<Word> without(List<Word> words) {
        return withoutLoops(withoutLabels(words));
    }

    /** {@code [music]} anywhere, {@code (applause)} where it is a sentence of its own, notes. */
    private static List<Word> withoutLabels(List<Word> words) {
        List<Word> kept = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            int end = labelEnd(words, i, kept);
            if (end > i) {
                i = end - 1;
            } else if (!isNotes(words.get(i).text())) {
                kept.add(words.get(i));
            }
        }
        return kept;
    }

    /** One past the label's last word; {@code from} where none begins there. */
    private static int labelEnd(List<Word> words, int from, List<Word> before) {
        String first = words.get(from).text();
        boolean square = first.startsWith("[");
        boolean round = first.startsWith("(") && (before.isEmpty() || endsSentence(before.get(before.size() - 1)));
        if (!square && !round) {
            return from;
        }
        for (int i = from; i < Math.min(words.size(), from + LONGEST_LABEL); i++) {
            String text = words.get(i).text();
            boolean closes = square ? text.matches(".*][.,!?]?") : text.matches(".*\\)[.,!?]?");
            if (closes) {
                boolean alone = square || i + 1 == words.size() || startsSentence(words.get(i + 1));
                return alone ? i + 1 : from;
            }
        }
        return from;
    }

    private static boolean isNotes(String text) {
        return text.codePoints().allMatch(c -> c == '♪' || c == '♫' || c == '*' || c == '.');
    }

    private static boolean endsSentence(Word word) {
        return word.text().matches(".*[.!?…\\])]");
    }

    private static boolean startsSentence(Word word) {
        int first = word.text().codePointAt(0);
        return Character.isUpperCase(first) || first == '[' || first == '(';
    }

    /** A phrase that follows itself at least four times, over at least eight words, stays once. */
    private static List<Word> withoutLoops(List<Word> words) {
        List<Word> kept = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            int length = loopLength(words, i);
            if (length == 0) {
                kept.add(words.get(i++));
                continue;
            }
            kept.addAll(words.subList(i, i + length));
            i += length * repeats(words, i, length);
        }
        return kept;
    }

    private static int loopLength(List<Word> words, int from) {
        for (int length = 1; length <= LONGEST_PHRASE; length++) {
            int repeats = repeats(words, from, length);
            if (repeats >= LEAST_REPEATS && repeats * length >= LEAST_WORDS) {
                return length;
            }
        }
        return 0;
    }

    private static int repeats(List<Word> words, int from, int length) {
        int repeats = 1;
        int at = from + length;
        while (at + length <= words.size() && same(words, from, at, length)) {
            repeats++;
            at += length;
        }
        return repeats;
    }

    private static boolean same(List<Word> words, int a, int b, int length) {
        for (int i = 0; i < length; i++) {
            if (!bare(words.get(a + i)).equals(bare(words.get(b + i)))) {
                return false;
            }
        }
        return true;
    }

    private static String bare(Word word) {
        return Normalizer.normalize(word.text(), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }
}

package io.reelflow.media.listen;

import io.reelflow.media.listen.ListenPlan.Speech;
import io.reelflow.schemas.result.Word;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes out what a recogniser writes although nobody said it: labels for sounds, words over and over, and thanks and
 * credits learned from subtitles. Text that people do say goes only where too little speech was heard to have said it;
 * {@code InventionsTest} holds each threshold against what was said and what was invented.
 */
final class Inventions {
    /**
     * Words that a second of speech can hold for long. The fastest true repetitions of the labelled set have 5; what
     * was invented there had .03 s of speech under it at most.
     */
    private static final double MOST_WORDS_PER_SECOND = 7;

    private static final int LONGEST_LABEL = 8;
    private static final int LONGEST_PHRASE = 12;
    private static final int LEAST_REPEATS = 4;
    private static final int LEAST_WORDS = 8;

    /** What subtitles of films end with, without spaces: Whisper learned it as the text of silence. */
    private static final Set<String> STOCK_PHRASES = Stream.of(
                    "you",
                    "thank you",
                    "thanks for watching",
                    "thank you for watching",
                    "thank you very much",
                    "please subscribe",
                    "bye",
                    "subtitles by the amara org community",
                    "gracias",
                    "gracias por ver el video",
                    "subtítulos realizados por la comunidad de amara org",
                    "sous titres réalisés par la communauté d amara org",
                    "untertitel der amara org community",
                    "untertitelung des zdf 2020",
                    "vielen dank",
                    "sottotitoli creati dalla comunità amara org",
                    "legendas pela comunidade amara org",
                    "ご視聴ありがとうございました",
                    "字幕由amara org社区提供",
                    "продолжение следует")
            .map(phrase -> phrase.replace(" ", ""))
            .collect(Collectors.toSet());

    private final List<Speech> speech;

    private Inventions(List<Speech> speech) {
        this.speech = speech;
    }

    /**
     * The words of one chunk without them.
     *
     * @param speech stretches of speech in and around the chunk, seconds as those of the words
     */
    static List<Word> without(List<Word> words, List<Speech> speech) {
        Inventions inventions = new Inventions(speech);
        return inventions.withoutStockPhrases(inventions.withoutLoops(withoutLabels(words)));
    }

    /** Whether enough speech was heard between two times for somebody to have said so many words. */
    private boolean canBeSaid(int words, double from, double to) {
        double seconds = speech.stream()
                .mapToDouble(s -> Math.max(0, Math.min(to, s.end()) - Math.max(from, s.start())))
                .sum();
        return words <= seconds * MOST_WORDS_PER_SECOND;
    }

    /** {@code [music]} anywhere, {@code (applause)} where it is a sentence of its own, notes and other marks. */
    private static List<Word> withoutLabels(List<Word> words) {
        List<Word> kept = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            int end = labelEnd(words, i, kept);
            if (end > i) {
                i = end - 1;
            } else if (!isUnspeakable(words.get(i).text())) {
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

    /** Notes, quotation marks, an opening bracket: nothing that anybody could say. */
    private static boolean isUnspeakable(String text) {
        return text.codePoints().noneMatch(c -> Character.isLetterOrDigit(c) || "%&$€£+=@#°".indexOf(c) >= 0);
    }

    private static boolean endsSentence(Word word) {
        return word.text().matches(".*[.!?…\\])]");
    }

    private static boolean startsSentence(Word word) {
        int first = word.text().codePointAt(0);
        return Character.isUpperCase(first) || first == '[' || first == '(';
    }

    /** A phrase that follows itself at least four times, over at least eight words, faster than anybody speaks. */
    private List<Word> withoutLoops(List<Word> words) {
        List<Word> kept = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            int length = loopLength(words, i);
            if (length == 0) {
                kept.add(words.get(i++));
                continue;
            }
            int all = length * repeats(words, i, length);
            double from = i == 0 ? Double.NEGATIVE_INFINITY : words.get(i - 1).end();
            double to = i + all == words.size()
                    ? Double.POSITIVE_INFINITY
                    : words.get(i + all).start();
            kept.addAll(words.subList(i, i + (canBeSaid(all, from, to) ? all : length)));
            i += all;
        }
        return kept;
    }

    /** Nothing but thanks or credits, and not enough speech for them. */
    private List<Word> withoutStockPhrases(List<Word> words) {
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(bare(word)));
        boolean stock = !words.isEmpty() && STOCK_PHRASES.contains(text.toString());
        return stock && !canBeSaid(words.size(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                ? List.of()
                : words;
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

package io.reelflow.media.listen;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words into segments of about a sentence: they end with a sentence, or at a long pause; what is still too long is cut
 * at its longest pause, after a comma rather than not.
 */
final class Segments {
    private static final double PAUSE_SECONDS = 1.5;
    private static final double LONGEST_SECONDS = 20;
    private static final double COMMA_BONUS_SECONDS = 0.3;
    private static final String SENTENCE_ENDS = ".!?…。！？";
    private static final String CLOSERS = "\"'”’)]»";
    private static final Set<String> ABBREVIATIONS = Set.of(
            "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St.", "Sr.", "Jr.", "vs.", "etc.", "e.g.", "i.e.", "No.", "Mt.");

    private Segments() {}

    /**
     * @param separator between words: a space, or nothing
     * @param speaker of all the words, where known
     */
    static List<Segment> of(List<Word> words, String separator, @Nullable String speaker) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= words.size(); to++) {
            if (to == words.size() || isBorder(words.get(to - 1), words.get(to))) {
                cut(words.subList(from, to), separator, speaker, segments);
                from = to;
            }
        }
        return segments;
    }

    private static boolean isBorder(Word before, Word after) {
        return after.start() - before.end() >= PAUSE_SECONDS || endsSentence(before.text(), after.text());
    }

    /** A sentence's end, unless the next word goes on in small letters or this one is "Mr." or an initial. */
    static boolean endsSentence(String word, String next) {
        String bare = word;
        while (!bare.isEmpty() && CLOSERS.indexOf(bare.charAt(bare.length() - 1)) >= 0) {
            bare = bare.substring(0, bare.length() - 1);
        }
        if (bare.isEmpty() || SENTENCE_ENDS.indexOf(bare.charAt(bare.length() - 1)) < 0) {
            return false;
        }
        boolean initial = bare.length() == 2 && Character.isUpperCase(bare.charAt(0)) && !bare.equals("I.");
        boolean goesOn = !next.isEmpty() && Character.isLowerCase(next.codePointAt(0));
        return !initial && !goesOn && !ABBREVIATIONS.contains(bare);
    }

    private static void cut(List<Word> words, String separator, @Nullable String speaker, List<Segment> into) {
        if (words.get(words.size() - 1).end() - words.get(0).start() <= LONGEST_SECONDS || words.size() < 2) {
            into.add(TimedText.segment(words, speaker, separator));
            return;
        }
        int at = longestPause(words);
        cut(words.subList(0, at), separator, speaker, into);
        cut(words.subList(at, words.size()), separator, speaker, into);
    }

    /** Among the breaks of the middle half, so that no part is tiny. */
    private static int longestPause(List<Word> words) {
        int best = words.size() / 2;
        double longest = -1;
        int from = Math.max(1, words.size() / 4);
        for (int i = from; i <= Math.max(from, words.size() * 3 / 4); i++) {
            Word before = words.get(i - 1);
            double pause = words.get(i).start() - before.end();
            pause += TimedText.endsPhrase(before.text()) ? COMMA_BONUS_SECONDS : 0;
            if (pause > longest) {
                longest = pause;
                best = i;
            }
        }
        return best;
    }
}

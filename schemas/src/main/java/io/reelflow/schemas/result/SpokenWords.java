package io.reelflow.schemas.result;

import io.reelflow.schemas.result.Edits.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Words of a segment with their times, and of a line that takes their place. */
final class SpokenWords {
    /** A word that nobody heard is shown at least as long. */
    private static final double SHORTEST_SECONDS = 0.05;

    private static final Pattern LETTER = Pattern.compile("\\X");

    private SpokenWords() {}

    /** The segment's own; where it has none, its text cut at spaces and its time shared out by their lengths. */
    static List<Word> of(Segment segment) {
        return segment.words().isEmpty()
                ? sharedOut(pieces(segment.text()), segment.start(), segment.end())
                : segment.words();
    }

    /** The words joined as the segment joins them: in scripts without spaces by nothing. */
    static String text(Segment segment, List<Word> words) {
        List<String> all = of(segment).stream().map(Word::text).toList();
        boolean spaced = all.size() < 2
                || !String.join("", all).strip().equals(segment.text().strip());
        return String.join(spaced ? " " : "", words.stream().map(Word::text).toList())
                .strip();
    }

    /**
     * The line's words: those that were heard keep their times (longest common subsequence), those between them share the
     * time between, and where that is none, a neighbour's too.
     */
    static List<Word> said(Line line, List<Word> heard) {
        List<String> pieces = pieces(line.text());
        int[][] common = common(pieces, heard);
        var words = new ArrayList<Word>();
        var open = new ArrayList<String>();
        double from = heard.isEmpty() ? line.start() : within(line, heard.get(0).start());
        int i = 0;
        int j = 0;
        while (i < pieces.size() && j < heard.size()) {
            if (!same(pieces.get(i), heard.get(j))) {
                if (common[i + 1][j] >= common[i][j + 1]) {
                    open.add(pieces.get(i++));
                } else {
                    j++;
                }
                continue;
            }
            Word kept = heard.get(j++);
            double start = Math.max(from, within(line, kept.start()));
            from = roomFor(open, words, from, start);
            if (fit(open, start - from)) {
                words.addAll(sharedOut(open, from, start));
                open.clear();
                from = Math.max(start, within(line, kept.end()));
                words.add(new Word(start, from, pieces.get(i), kept.probability()));
            } else {
                open.add(pieces.get(i));
            }
            i++;
        }
        open.addAll(pieces.subList(i, pieces.size()));
        double last = heard.isEmpty()
                ? line.end()
                : within(line, heard.get(heard.size() - 1).end());
        double end = fit(open, last - from) ? last : line.end();
        from = roomFor(open, words, from, end);
        words.addAll(sharedOut(open, from, end));
        return words;
    }

    /** Takes words back until those that are open fit in; returns where they begin. */
    private static double roomFor(List<String> open, List<Word> words, double from, double end) {
        double begin = from;
        while (!fit(open, end - begin) && !words.isEmpty()) {
            Word taken = words.remove(words.size() - 1);
            open.add(0, taken.text());
            begin = taken.start();
        }
        return begin;
    }

    private static boolean fit(List<String> open, double seconds) {
        return seconds >= open.size() * SHORTEST_SECONDS;
    }

    /** Lengths of the longest common subsequences of what remains from each pair of places on. */
    private static int[][] common(List<String> pieces, List<Word> heard) {
        var lengths = new int[pieces.size() + 1][heard.size() + 1];
        for (int i = pieces.size() - 1; i >= 0; i--) {
            for (int j = heard.size() - 1; j >= 0; j--) {
                lengths[i][j] = same(pieces.get(i), heard.get(j))
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }

    private static boolean same(String piece, Word heard) {
        return bare(piece).equals(bare(heard.text()));
    }

    /** A word without its case and its punctuation. */
    private static String bare(String word) {
        String letters = word.replaceAll("[^\\p{L}\\p{M}\\p{N}]", "");
        return (letters.isEmpty() ? word : letters).toLowerCase(Locale.ROOT);
    }

    private static double within(Line line, double time) {
        return Math.min(line.end(), Math.max(line.start(), time));
    }

    /** Of a text without any space (Chinese, Japanese, Thai) each letter is one. */
    private static List<String> pieces(String text) {
        String stripped = text.strip();
        boolean isWithoutSpaces = stripped.codePoints()
                .anyMatch(c -> Character.isIdeographic(c)
                        || Character.UnicodeScript.of(c) == Character.UnicodeScript.HIRAGANA
                        || Character.UnicodeScript.of(c) == Character.UnicodeScript.KATAKANA
                        || Character.UnicodeScript.of(c) == Character.UnicodeScript.THAI);
        if (stripped.isEmpty()) {
            return List.of();
        }
        return isWithoutSpaces
                ? LETTER.matcher(stripped)
                        .results()
                        .map(MatchResult::group)
                        .filter(each -> !each.isBlank())
                        .toList()
                : List.of(stripped.split("\\s+", -1));
    }

    private static List<Word> sharedOut(List<String> pieces, double start, double end) {
        int letters = Math.max(1, pieces.stream().mapToInt(String::length).sum());
        var words = new ArrayList<Word>();
        int at = 0;
        for (String piece : pieces) {
            double from = start + (end - start) * at / letters;
            at += piece.length();
            words.add(new Word(from, start + (end - start) * at / letters, piece, 1));
        }
        return words;
    }
}

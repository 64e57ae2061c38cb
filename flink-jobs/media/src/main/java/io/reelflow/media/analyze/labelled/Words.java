package io.reelflow.media.analyze.labelled;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of texts, and how many two texts share. */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final int LONG = 5;

    private Words() {}

    static List<String> of(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** Whether all words of one, plural or not, stand in the other. */
    static boolean contain(String a, String b) {
        List<String> x = singular(a);
        List<String> y = singular(b);
        return !x.isEmpty() && !y.isEmpty() && (x.containsAll(y) || y.containsAll(x));
    }

    private static List<String> singular(String text) {
        return of(text).stream()
                .map(word -> word.length() > 3 ? word.replaceAll("(es|s|x)$", "") : word)
                .map(word -> word.length() > 3 ? word.replaceAll("e$", "") : word)
                .toList();
    }

    /** The first words of a text: a title without any method. */
    static String first(String text, int words) {
        return of(text).stream().limit(words).collect(Collectors.joining(" "));
    }

    /** The most frequent words of five letters and more, in their order: keywords without any method. */
    static List<String> frequent(String text, int most) {
        Map<String, Integer> counts = new HashMap<>();
        var order = new ArrayList<String>();
        for (String word : of(text)) {
            if (word.length() >= LONG && counts.merge(word, 1, Integer::sum) == 1) {
                order.add(word);
            }
        }
        order.sort(Comparator.comparing((String word) -> counts.getOrDefault(word, 0))
                .reversed());
        return order.stream().limit(most).toList();
    }

    /** F1 of single words (ROUGE-1, Lin 2004). */
    static double rouge1(String text, String reference) {
        Map<String, Integer> left = new HashMap<>();
        of(reference).forEach(word -> left.merge(word, 1, Integer::sum));
        int shared = 0;
        for (String word : of(text)) {
            if (left.getOrDefault(word, 0) > 0) {
                left.merge(word, -1, Integer::sum);
                shared++;
            }
        }
        return f1(shared, of(text).size(), of(reference).size());
    }

    /** F1 of the longest row of words that both have in one order (ROUGE-L). */
    static double rougeL(String text, String reference) {
        List<String> a = of(text);
        List<String> b = of(reference);
        var longest = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                longest[i][j] = a.get(i - 1).equals(b.get(j - 1))
                        ? longest[i - 1][j - 1] + 1
                        : Math.max(longest[i - 1][j], longest[i][j - 1]);
            }
        }
        return f1(longest[a.size()][b.size()], a.size(), b.size());
    }

    static double f1(int right, int found, int wanted) {
        return found + wanted == 0 ? 1 : 2.0 * right / (found + wanted);
    }
}

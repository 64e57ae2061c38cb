package io.reelflow.bench.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A made language: words of syllables, each as frequent as its rank says (Zipf, exponent 1), as in a real one.
 *
 * @param weights sums of the frequencies up to each word
 */
record Tongue(String language, List<String> words, List<Double> weights, String between) {
    private static final String CONSONANTS = "bdfghjklmnprstvw";
    private static final String VOWELS = "aeiou";
    private static final int KANJI = 0x4e00;

    /** @param endings the language's own, so that its stems are worked for */
    static Tongue spoken(String language, int size, long seed, String... endings) {
        var random = new Random(seed);
        Set<String> words = new LinkedHashSet<>();
        while (words.size() < size) {
            var word = new StringBuilder();
            for (int i = 1 + random.nextInt(2) + words.size() * 2 / size; i >= 0; i--) {
                word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())))
                        .append(VOWELS.charAt(random.nextInt(VOWELS.length())));
            }
            words.add(word + (random.nextInt(3) == 0 ? endings[random.nextInt(endings.length)] : ""));
        }
        return of(language, List.copyOf(words), " ");
    }

    /** Letters of which any two may stand side by side, without spaces. */
    static Tongue written(String language, int letters) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < letters; i++) {
            words.add(Character.toString(KANJI + i));
        }
        return of(language, words, "");
    }

    private static Tongue of(String language, List<String> words, String between) {
        List<Double> weights = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < words.size(); i++) {
            sum += 1.0 / (i + 1);
            weights.add(sum);
        }
        return new Tongue(language, words, weights, between);
    }

    /** So many words, one after another. */
    List<String> say(int count, Random random) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = Collections.binarySearch(weights, random.nextDouble() * weights.get(weights.size() - 1));
            said.add(words.get(at < 0 ? -at - 1 : at));
        }
        return said;
    }

    String text(List<String> said) {
        return String.join(between, said);
    }

    /** A word of a rank between these, as they are counted from 0. */
    String word(int from, int before, Random random) {
        return words.get(from + random.nextInt(Math.min(words.size(), before) - from));
    }
}

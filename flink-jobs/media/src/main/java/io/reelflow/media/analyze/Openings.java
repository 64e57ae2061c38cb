package io.reelflow.media.analyze;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a sentence begins, and words that make people listen; word lists of our own, by language. A language without a
 * list leans on nothing and hooks nobody.
 */
final class Openings {
    private static final Map<String, Set<String>> LEANING = words("leans");
    private static final Map<String, Set<String>> HOOKS = words("hooks");

    private Openings() {}

    /** Whether it begins with a word that needs what was said before: it, this, and, then … */
    static boolean leansOnBefore(Sentence sentence, @Nullable String language) {
        return LEANING.getOrDefault(String.valueOf(language), Set.of()).contains(plain(sentence, 0));
    }

    /** Hook words in a sentence, in their order. */
    static List<String> hooks(Sentence sentence, @Nullable String language) {
        Set<String> hooks = HOOKS.getOrDefault(String.valueOf(language), Set.of());
        var found = new LinkedHashSet<String>();
        for (int i = 0; i < sentence.words().size(); i++) {
            String word = plain(sentence, i);
            if (hooks.contains(word)) {
                found.add(word);
            }
        }
        return List.copyOf(found);
    }

    private static String plain(Sentence sentence, int index) {
        return sentence.words().get(index).text().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}'’]", "");
    }

    private static Map<String, Set<String>> words(String kind) {
        var lists = new HashMap<String, Set<String>>();
        for (String line : Lines.of("hook-words.txt")) {
            String[] parts = line.split("\t", -1);
            if (parts[1].equals(kind)) {
                lists.put(parts[0], new HashSet<>(List.of(parts[2].split(" ", -1))));
            }
        }
        return lists;
    }
}

package io.reelflow.bench.listen;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words as they are compared: letters and digits only, no case, no diacritics, no apostrophes. */
final class PlainWords {
    private static final Pattern DROPPED = Pattern.compile("\\p{M}|['’]");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private PlainWords() {}

    static List<String> of(String text) {
        String plain = DROPPED.matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                .replaceAll("");
        return BETWEEN.splitAsStream(plain)
                .filter(word -> !word.isEmpty())
                .map(word -> word.equals("mr") ? "mister" : word)
                .toList();
    }
}

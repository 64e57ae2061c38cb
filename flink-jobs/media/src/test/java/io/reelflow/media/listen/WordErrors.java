package io.reelflow.media.listen;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Word error rate: the least insertions, deletions and replacements, for each word of the reference. */
final class WordErrors {
    private WordErrors() {}

    /** Letters and digits count, nothing else: no case, no diacritics, no apostrophes. */
    static double rate(String reference, String heard) {
        List<String> wanted = words(reference);
        List<String> got = words(heard);
        int[] row = new int[got.size() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= wanted.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (wanted.get(i - 1).equals(got.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return (double) row[got.size()] / Math.max(1, wanted.size());
    }

    private static List<String> words(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}|['’]", "")
                .replaceAll("\\bmr\\b", "mister")
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split(" ", -1));
    }
}

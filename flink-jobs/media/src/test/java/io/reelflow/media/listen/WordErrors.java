package io.reelflow.media.listen;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Word error rate: the least insertions, deletions and replacements, for each word of the reference. */
final class WordErrors {
    private WordErrors() {}

    static double rate(String reference, String heard) {
        List<String> wanted = words(reference);
        List<String> got = words(heard);
        return (double) distances(wanted, got)[wanted.size()][got.size()] / Math.max(1, wanted.size());
    }

    /** For each word of the reference the number of the same word among those heard; −1 where it was not heard. */
    static int[] matches(List<String> wanted, List<String> got) {
        int[][] distances = distances(wanted, got);
        int[] matches = new int[wanted.size()];
        Arrays.fill(matches, -1);
        int i = wanted.size();
        int j = got.size();
        while (i > 0 && j > 0) {
            if (wanted.get(i - 1).equals(got.get(j - 1)) && distances[i][j] == distances[i - 1][j - 1]) {
                matches[--i] = --j;
            } else if (distances[i][j] == distances[i - 1][j] + 1) {
                i--;
            } else if (distances[i][j] == distances[i][j - 1] + 1) {
                j--;
            } else {
                i--;
                j--;
            }
        }
        return matches;
    }

    private static int[][] distances(List<String> wanted, List<String> got) {
        int[][] distances = new int[wanted.size() + 1][got.size() + 1];
        for (int i = 0; i <= wanted.size(); i++) {
            for (int j = 0; j <= got.size(); j++) {
                if (i == 0 || j == 0) {
                    distances[i][j] = i + j;
                    continue;
                }
                int replaced = distances[i - 1][j - 1] + (wanted.get(i - 1).equals(got.get(j - 1)) ? 0 : 1);
                distances[i][j] = Math.min(replaced, Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
            }
        }
        return distances;
    }

    /** Letters and digits count, nothing else: no case, no diacritics, no apostrophes. */
    static List<String> words(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}|['’]", "")
                .replaceAll("\\bmr\\b", "mister")
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split(" ", -1));
    }
}

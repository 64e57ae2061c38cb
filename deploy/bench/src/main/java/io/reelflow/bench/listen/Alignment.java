package io.reelflow.bench.listen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The words of a truth against those that were heard, with the least insertions, deletions and replacements
 * (Levenshtein).
 *
 * @param errors their number
 * @param matches for each word of the truth the index of the same word in what was heard, or -1
 */
record Alignment(int errors, List<Integer> matches) {
    private static final byte BOTH = 0;
    private static final byte MISSED = 1;
    private static final byte ADDED = 2;

    static Alignment of(List<String> truth, List<String> heard) {
        byte[][] moves = new byte[truth.size() + 1][heard.size() + 1];
        int[] row = new int[heard.size() + 1];
        for (int j = 1; j < row.length; j++) {
            row[j] = j;
            moves[0][j] = ADDED;
        }
        for (int i = 1; i <= truth.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            moves[i][0] = MISSED;
            for (int j = 1; j < row.length; j++) {
                int both = diagonal + (truth.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1);
                int missed = row[j] + 1;
                int added = row[j - 1] + 1;
                diagonal = row[j];
                row[j] = Math.min(both, Math.min(missed, added));
                moves[i][j] = row[j] == both ? BOTH : row[j] == missed ? MISSED : ADDED;
            }
        }
        return new Alignment(row[heard.size()], matches(truth, heard, moves));
    }

    private static List<Integer> matches(List<String> truth, List<String> heard, byte[][] moves) {
        List<Integer> matches = new ArrayList<>(Collections.nCopies(truth.size(), -1));
        int i = truth.size();
        int j = heard.size();
        while (i > 0 || j > 0) {
            byte move = moves[i][j];
            if (move == BOTH && truth.get(i - 1).equals(heard.get(j - 1))) {
                matches.set(i - 1, j - 1);
            }
            i -= move == ADDED ? 0 : 1;
            j -= move == MISSED ? 0 : 1;
        }
        return matches;
    }
}

package io.reelflow.bench.watch;

import java.text.Normalizer;

/** How well a text was read, by its characters. White space is none: a PDF that the truth is taken from has it anywhere in code. */
record Texts(long characters, long errors) {
    static final Texts NONE = new Texts(0, 0);

    static Texts of(String truth, String read) {
        int[] expected = plain(truth);
        return new Texts(expected.length, distance(expected, plain(read)));
    }

    Texts plus(Texts other) {
        return new Texts(characters + other.characters, errors + other.errors);
    }

    /** NaN where there was nothing to read. */
    double accuracy() {
        return characters == 0 ? Double.NaN : 1 - (double) errors / characters;
    }

    /** Compatible forms are one ("ﬁ" is "fi"), and so are the marks of a list, which are drawings rather than letters. */
    private static int[] plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[▶►▸•·●○◦■□▪»>*]\\s", " ")
                .replaceAll("\\s+", "")
                .codePoints()
                .toArray();
    }

    /** Levenshtein's. */
    private static int distance(int[] a, int[] b) {
        int[] row = new int[b.length + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int other = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(other, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length];
    }
}

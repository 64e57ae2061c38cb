package io.reelflow.bench.listen;

import java.util.List;

/** Words heard wrongly, and how many there were to hear. Sums of them are what a sum of files comes to. */
public record WordErrors(int errors, int words) {
    static final WordErrors NONE = new WordErrors(0, 0);

    public static WordErrors of(String truth, String heard) {
        List<String> expected = PlainWords.of(truth);
        return new WordErrors(Alignment.of(expected, PlainWords.of(heard)).errors(), expected.size());
    }

    WordErrors plus(WordErrors other) {
        return new WordErrors(errors + other.errors, words + other.words);
    }

    /** Errors for each word of the truth; NaN where nothing is said. */
    public double rate() {
        return words == 0 ? Double.NaN : (double) errors / words;
    }
}

package io.reelflow.media.analyze;

import io.reelflow.schemas.result.Word;
import java.util.List;

/**
 * How a talk is spoken: which words are drawn out, beyond what their letters take this speaker (least squares over all
 * of its words).
 */
final class Delivery {
    /** Longer than a word of that many letters takes: a stressed word, not one before a pause. */
    private static final double DRAWN_OUT_SECONDS = 0.2;

    private final double base;
    private final double perLetter;

    Delivery(Talk talk) {
        List<Word> words =
                talk.sentences().stream().flatMap(s -> s.words().stream()).toList();
        double letters = words.stream().mapToDouble(Delivery::letters).average().orElse(0);
        double seconds = words.stream().mapToDouble(Delivery::seconds).average().orElse(0);
        double both = 0;
        double square = 0;
        for (Word word : words) {
            both += (letters(word) - letters) * (seconds(word) - seconds);
            square += (letters(word) - letters) * (letters(word) - letters);
        }
        perLetter = square == 0 ? 0 : both / square;
        base = seconds - perLetter * letters;
    }

    /** Share of words that are drawn out. */
    double emphasis(List<Sentence> said) {
        return said.stream()
                .flatMap(s -> s.words().stream())
                .mapToDouble(w -> seconds(w) - base - perLetter * letters(w) >= DRAWN_OUT_SECONDS ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static double letters(Word word) {
        return (double) word.text().codePoints().filter(Character::isLetter).count();
    }

    private static double seconds(Word word) {
        return Math.max(0, word.end() - word.start());
    }
}

package io.reelflow.media.analyze;

import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A sentence that is too long, in pieces: cut where its speaker paused longest or at its commas, as near to the middle. */
final class Clauses {
    private Clauses() {}

    /** Pieces of at most {@code longest} seconds; a single word may be longer. */
    static List<Sentence> of(Sentence sentence, double longest) {
        List<Word> words = sentence.words();
        if (sentence.duration() <= longest || words.size() < 2) {
            return List.of(sentence);
        }
        double middle = (sentence.start() + sentence.end()) / 2;
        int best = 1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < words.size(); i++) {
            double pause = Math.min(
                    1, Math.max(0, words.get(i).start() - words.get(i - 1).end()));
            double comma = words.get(i - 1).text().matches(".*[,;:，、—–]") ? 0.5 : 0;
            double aside = Math.abs(words.get(i).start() - middle) / sentence.duration();
            if (pause + comma - aside > most) {
                most = pause + comma - aside;
                best = i;
            }
        }
        String space = sentence.text().contains(" ") ? " " : "";
        var pieces = new ArrayList<Sentence>();
        pieces.addAll(of(piece(words.subList(0, best), space), longest));
        pieces.addAll(of(piece(words.subList(best, words.size()), space), longest));
        return pieces;
    }

    private static Sentence piece(List<Word> words, String space) {
        double start = words.get(0).start();
        double end = Math.max(start, words.get(words.size() - 1).end());
        String text = words.stream().map(Word::text).collect(Collectors.joining(space));
        return new Sentence(start, end, text, List.copyOf(words));
    }
}

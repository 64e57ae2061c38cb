package io.reelflow.media.analyze;

import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A sentence that is too long, in pieces: cut where its speaker paused longest or at its commas, as near to the middle. */
final class Clauses {
    /** Nearer to where the sentence begins or ends nobody would cut. */
    static final double EDGE_SECONDS = 2.3;

    private Clauses() {}

    /** Pieces of at most {@code longest} seconds; a single word may be longer. */
    static List<Sentence> of(Sentence sentence, double longest) {
        return of(sentence, sentence, longest);
    }

    private static List<Sentence> of(Sentence part, Sentence whole, double longest) {
        List<Word> words = part.words();
        if (part.duration() <= longest || words.size() < 2) {
            return List.of(part);
        }
        double middle = (part.start() + part.end()) / 2;
        int best = 1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < words.size(); i++) {
            double pause = Math.min(
                    1, Math.max(0, words.get(i).start() - words.get(i - 1).end()));
            double comma = words.get(i - 1).text().matches(".*[,;:，、—–]") ? 0.5 : 0;
            double aside = Math.abs(words.get(i).start() - middle) / part.duration();
            boolean edge = words.get(i).start() - whole.start() < EDGE_SECONDS
                    || whole.end() - words.get(i - 1).end() < EDGE_SECONDS;
            double worth = pause + comma - aside - (edge ? 10 : 0);
            if (worth > most) {
                most = worth;
                best = i;
            }
        }
        String space = part.text().contains(" ") ? " " : "";
        var pieces = new ArrayList<Sentence>();
        pieces.addAll(of(piece(words.subList(0, best), space), whole, longest));
        pieces.addAll(of(piece(words.subList(best, words.size()), space), whole, longest));
        return pieces;
    }

    private static Sentence piece(List<Word> words, String space) {
        double start = words.get(0).start();
        double end = Math.max(start, words.get(words.size() - 1).end());
        String text = words.stream().map(Word::text).collect(Collectors.joining(space));
        return new Sentence(start, end, text, List.copyOf(words));
    }
}

package io.reelflow.media.listen;

import io.reelflow.media.speakers.Turn;
import io.reelflow.schemas.result.Word;
import java.util.List;

/**
 * Who says each word: the likeliest sequence of speakers (Viterbi), where a word speaks for who is heard in it, by the
 * second, and a change of speakers costs some, less after a sentence or a pause. So turns end where words do, and what
 * is heard for less than a word or two changes nothing.
 */
final class WordSpeakers {
    /** Seconds of another's voice that a change is worth. */
    private static final double CHANGE_COST = 1.0;

    private static final double CHANGE_COST_AFTER_SENTENCE = 0.25;
    private static final double PAUSE_SECONDS = 0.3;

    private final List<Word> words;
    private final List<Turn> turns;
    private int turn;

    private WordSpeakers(List<Word> words, List<Turn> turns) {
        this.words = words;
        this.turns = turns;
    }

    /**
     * The speaker of each word.
     *
     * @param turns in order, at least one
     */
    static int[] of(List<Word> words, List<Turn> turns) {
        return new WordSpeakers(words, turns).likeliest();
    }

    private int[] likeliest() {
        int speakers = turns.stream().mapToInt(Turn::speaker).max().orElse(0) + 1;
        double[] score = new double[speakers];
        int[][] previous = new int[words.size()][];
        for (int word = 0; word < words.size(); word++) {
            int best = best(score);
            double changed = score[best] - (word == 0 ? 0 : cost(words.get(word - 1), words.get(word)));
            double[] heard = heard(words.get(word), speakers);
            previous[word] = new int[speakers];
            for (int speaker = 0; speaker < speakers; speaker++) {
                boolean stays = score[speaker] >= changed;
                previous[word][speaker] = stays ? speaker : best;
                score[speaker] = Math.max(score[speaker], changed) + heard[speaker];
            }
        }
        int[] chosen = new int[words.size()];
        for (int word = words.size() - 1, speaker = best(score); word >= 0; word--) {
            chosen[word] = speaker;
            speaker = previous[word][speaker];
        }
        return chosen;
    }

    private static int best(double[] score) {
        int best = 0;
        for (int i = 1; i < score.length; i++) {
            best = score[i] > score[best] ? i : best;
        }
        return best;
    }

    private static double cost(Word before, Word after) {
        boolean natural =
                after.start() - before.end() >= PAUSE_SECONDS || Segments.endsSentence(before.text(), after.text());
        return natural ? CHANGE_COST_AFTER_SENTENCE : CHANGE_COST;
    }

    /** Seconds of each speaker in a word; words are asked for in order. */
    private double[] heard(Word word, int speakers) {
        double[] seconds = new double[speakers];
        while (turn < turns.size() && turns.get(turn).time().end() <= word.start()) {
            turn++;
        }
        for (int i = turn; i < turns.size() && turns.get(i).time().start() < word.end(); i++) {
            double from = Math.max(word.start(), turns.get(i).time().start());
            double to = Math.min(word.end(), turns.get(i).time().end());
            seconds[turns.get(i).speaker()] += Math.max(0, to - from);
        }
        return seconds;
    }
}

package io.reelflow.media.captions;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cues into segments: one for each cue, more where several speak in it. */
final class CaptionSegments {
    /** A word that is followed by a pause is not as long as that. */
    private static final double LONGEST_WORD_SECONDS = 2;

    private CaptionSegments() {}

    static List<Segment> of(List<TimedCue> cues) {
        List<TimedCue> sorted = CueOrder.sorted(cues);
        boolean rollUp = RollUp.isRollUp(sorted);
        List<Segment> segments = new ArrayList<>();
        for (TimedCue cue : CueOrder.apart(rollUp ? RollUp.fold(sorted) : sorted)) {
            add(cue, turns(cue, rollUp), segments);
        }
        return segments;
    }

    /** What one speaks in a cue. */
    private record Turn(@Nullable String speaker, List<CaptionWord> words) {
        String separator() {
            return words.stream().anyMatch(CaptionWord::joined) ? "" : " ";
        }

        String text() {
            return String.join(
                    separator(), words.stream().map(CaptionWord::text).toList());
        }

        boolean goesOnWith(SpokenLine next) {
            return !next.turn() && (next.speaker() == null || next.speaker().equals(speaker));
        }

        boolean timed() {
            return words.stream().anyMatch(word -> word.time() != null);
        }
    }

    private static List<Turn> turns(TimedCue cue, boolean lineByLine) {
        List<Turn> turns = new ArrayList<>();
        for (Line line : BrokenLabels.without(cue.written())) {
            SpokenLine spoken = SpokenLine.of(line);
            if (spoken.words().isEmpty()) {
                continue;
            }
            Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
            if (last != null && !lineByLine && last.goesOnWith(spoken)) {
                last.words().addAll(spoken.words());
            } else {
                turns.add(new Turn(spoken.speaker(), new ArrayList<>(spoken.words())));
            }
        }
        return turns;
    }

    /** The cue's time is shared out by the letters of its turns, and theirs by the letters of their words. */
    private static void add(TimedCue cue, List<Turn> turns, List<Segment> into) {
        double letters = turns.stream().mapToInt(turn -> turn.text().length()).sum();
        double start = cue.start();
        int said = 0;
        for (Turn turn : turns) {
            said += turn.text().length();
            double end = cue.start() + (cue.end() - cue.start()) * said / letters;
            into.add(segment(turn, start, end));
            start = end;
        }
    }

    private static Segment segment(Turn turn, double start, double end) {
        List<Word> words = turn.timed() ? words(turn.words(), start, end) : List.of();
        double until = words.isEmpty() ? end : words.get(words.size() - 1).end();
        return new Segment(millis(start), millis(until), turn.text(), turn.speaker(), words);
    }

    private static List<Word> words(List<CaptionWord> words, double start, double end) {
        double[] starts = starts(words, start, end);
        List<Word> timed = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            double until = Math.min(starts[i + 1], starts[i] + LONGEST_WORD_SECONDS);
            timed.add(new Word(
                    millis(starts[i]),
                    millis(until),
                    words.get(i).text(),
                    millis(words.get(i).probability())));
        }
        return timed;
    }

    /** Starts that the file gives, where they are in order; between them by letters. The last is the end. */
    private static double[] starts(List<CaptionWord> words, double start, double end) {
        double[] starts = new double[words.size() + 1];
        starts[0] = start;
        int known = 0;
        for (int i = 1; i <= words.size(); i++) {
            Double time = i == words.size() ? Double.valueOf(end) : words.get(i).time();
            if (time != null && (i == words.size() || (time >= starts[known] && time < end))) {
                starts[i] = Objects.requireNonNull(time);
                share(words, starts, known, i);
                known = i;
            }
        }
        return starts;
    }

    private static void share(List<CaptionWord> words, double[] starts, int from, int to) {
        double letters = words.subList(from, to).stream()
                .mapToInt(w -> w.text().length())
                .sum();
        double seconds = starts[to] - starts[from];
        int before = 0;
        for (int i = from; i < to; i++) {
            starts[i] = starts[from] + seconds * before / letters;
            before += words.get(i).text().length();
        }
    }

    private static double millis(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}

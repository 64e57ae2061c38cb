package io.reelflow.media.listen;

import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Breaks segments into cues that can be read: no line longer than the layout allows (a longer word has one to itself),
 * no cue across a segment's border, breaks where the text has a comma or the speaker a pause rather than inside a
 * phrase, no lonely last word.
 */
public final class Captions {
    /** A cue stands at least this long, where the next one leaves it room. */
    private static final double SHORTEST_SECONDS = 1.0;

    private static final double PAUSE_SECONDS = 0.35;

    private final CueLayout layout;

    public Captions(CueLayout layout) {
        this.layout = layout;
    }

    /** Cues of the segments, in order. */
    public List<Cue> cues(List<Segment> segments) {
        List<Cue> cues = new ArrayList<>();
        for (Segment segment : segments) {
            List<Word> words = TimedText.words(segment);
            String separator = TimedText.separator(segment);
            int from = 0;
            for (int to : breaks(words, separator)) {
                List<Word> of = words.subList(from, to);
                cues.add(new Cue(of.get(0).start(), of.get(of.size() - 1).end(), lines(of, separator), separator));
                from = to;
            }
        }
        return apart(cues);
    }

    /** Ends of the cues, as indices into the words: the cheapest way to cut them, by dynamic programming. */
    private List<Integer> breaks(List<Word> words, String separator) {
        int n = words.size();
        double[] cost = new double[n + 1];
        int[] previous = new int[n + 1];
        Arrays.fill(cost, 1, n + 1, Double.POSITIVE_INFINITY);
        for (int to = 1; to <= n; to++) {
            for (int from = to - 1; from >= 0 && fits(words.subList(from, to), separator); from--) {
                double sum = cost[from] + cost(words, from, to, separator);
                if (sum < cost[to]) {
                    cost[to] = sum;
                    previous[to] = from;
                }
            }
        }
        List<Integer> ends = new ArrayList<>();
        for (int to = n; to > 0; to = previous[to]) {
            ends.add(0, to);
        }
        return ends;
    }

    private boolean fits(List<Word> words, String separator) {
        return words.size() == 1
                || (words.get(words.size() - 1).end() - words.get(0).start() <= layout.seconds()
                        && greedy(words, separator, layout.lineChars()).size() <= layout.lines());
    }

    /** One for each cue, more for empty room (squared: two halves beat a full one and a rest) and for a bad place to break. */
    private double cost(List<Word> words, int from, int to, String separator) {
        double room = (double) layout.lineChars() * layout.lines();
        double empty = 1 - Math.min(1, TimedText.length(words.subList(from, to), separator) / room);
        double place = to == words.size() ? 0 : breakCost(words.get(to - 1), words.get(to));
        return 1 + empty * empty + place;
    }

    private static double breakCost(Word before, Word after) {
        if (after.start() - before.end() >= PAUSE_SECONDS) {
            return 0;
        }
        return TimedText.endsPhrase(before.text()) ? 0.1 : 0.6;
    }

    /** As few lines as possible, then as even as possible; more than the layout's where the words need them. */
    private List<List<Word>> lines(List<Word> words, String separator) {
        List<List<Word>> best = greedy(words, separator, layout.lineChars());
        for (int width = layout.lineChars() - 1; width > 0; width--) {
            List<List<Word>> narrower = greedy(words, separator, width);
            if (narrower.size() > best.size()) {
                return best;
            }
            best = narrower;
        }
        return best;
    }

    private static List<List<Word>> greedy(List<Word> words, String separator, int width) {
        List<List<Word>> lines = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= words.size(); to++) {
            if (to == words.size() || TimedText.length(words.subList(from, to + 1), separator) > width) {
                lines.add(List.copyOf(words.subList(from, to)));
                from = to;
            }
        }
        return lines;
    }

    /** Short cues last longer where there is room; none runs into the next. */
    private static List<Cue> apart(List<Cue> cues) {
        List<Cue> apart = new ArrayList<>();
        for (int i = 0; i < cues.size(); i++) {
            Cue cue = cues.get(i);
            double next = i + 1 < cues.size() ? cues.get(i + 1).start() : Double.MAX_VALUE;
            double end = Math.min(Math.max(cue.end(), cue.start() + SHORTEST_SECONDS), next);
            apart.add(new Cue(cue.start(), Math.max(end, cue.start() + 0.001), cue.lines(), cue.separator()));
        }
        return apart;
    }
}

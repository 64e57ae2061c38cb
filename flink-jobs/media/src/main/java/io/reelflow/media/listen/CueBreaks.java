package io.reelflow.media.listen;

import io.reelflow.schemas.result.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Where the cues of a run end, and the lines of a cue: the cheapest way to cut it, by dynamic programming. */
final class CueBreaks {
    private static final double PAUSE_SECONDS = 0.35;

    /** A cue of several segments is worth it only where they are too short or too fast to be read alone. */
    private static final double INNER_SEGMENT_COST = 2;

    private static final double TOO_SHORT_COST = 2;
    private static final double TOO_FAST_COST = 2;

    private final Run run;
    private final CueLayout layout;
    private final double next;

    /** @param next seconds at which the first word after the run begins */
    CueBreaks(Run run, CueLayout layout, double next) {
        this.run = run;
        this.layout = layout;
        this.next = next;
    }

    /** Ends of the cues, as indices into the run. */
    Deque<Integer> ends() {
        int n = run.size();
        double[] cost = new double[n + 1];
        int[] previous = new int[n + 1];
        Arrays.fill(cost, 1, n + 1, Double.POSITIVE_INFINITY);
        for (int to = 1; to <= n; to++) {
            for (int from = to - 1; from >= 0 && fits(from, to); from--) {
                double sum = cost[from] + cost(from, to);
                if (sum < cost[to]) {
                    cost[to] = sum;
                    previous[to] = from;
                }
            }
        }
        Deque<Integer> ends = new ArrayDeque<>();
        for (int to = n; to > 0; to = previous[to]) {
            ends.addFirst(to);
        }
        return ends;
    }

    private boolean fits(int from, int to) {
        return to - from == 1
                || (run.end(to) - run.start(from) <= layout.seconds()
                        && run.lines(from, to, layout.columns()) <= layout.lines());
    }

    /** One for each cue, more for empty room (squared: two halves beat a full one and a rest) and for what is hard to read. */
    private double cost(int from, int to) {
        double room = (double) layout.columns() * layout.lines();
        double empty = 1 - Math.min(1, run.columns(from, to) / room);
        double until = to == run.size() ? next : run.start(to);
        double seconds = Math.max(0.01, Math.min(until - run.start(from), layout.seconds()));
        double tooShort = Math.max(0, 1 - seconds / Captions.SHORTEST_SECONDS);
        double tooFast = Math.max(0, run.columns(from, to) / seconds / layout.columnsPerSecond() - 1);
        return 1
                + empty * empty
                + (to == run.size() ? 0 : breakCost(to))
                + INNER_SEGMENT_COST * run.segmentEnds(from, to)
                + TOO_SHORT_COST * tooShort
                + TOO_FAST_COST * tooFast;
    }

    private double breakCost(int to) {
        if (run.endsSegment(to) || run.pause(to) >= PAUSE_SECONDS) {
            return 0;
        }
        return run.endsPhrase(to) ? 0.1 : run.endsShort(to) ? 0.8 : 0.6;
    }

    /** One line if it can be; two of about the same length, the upper ending where a phrase does rather than not. */
    List<List<Word>> lines(int from, int to) {
        if (run.lines(from, to, layout.columns()) == 1) {
            return List.of(run.words(from, to));
        }
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = from + 1; i < to; i++) {
            int above = run.columns(from, i);
            int below = run.columns(i, to);
            boolean fit = (above <= layout.columns() || i - from == 1) && (below <= layout.columns() || to - i == 1);
            double uneven = Math.abs(above - below) / (double) layout.columns() + (above > below ? 0.05 : 0);
            if (fit && uneven + lineCost(i) < least) {
                least = uneven + lineCost(i);
                best = i;
            }
        }
        return best == 0 ? filled(from, to) : List.of(run.words(from, best), run.words(best, to));
    }

    private double lineCost(int to) {
        if (run.endsSegment(to)) {
            return 0;
        }
        return run.endsPhrase(to) ? 0.1 : run.endsShort(to) ? 0.55 : 0.4;
    }

    /** As many lines as the words need. */
    private List<List<Word>> filled(int from, int to) {
        List<List<Word>> lines = new ArrayList<>();
        int first = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || run.columns(first, i + 1) > layout.columns()) {
                lines.add(run.words(first, i));
                first = i;
            }
        }
        return lines;
    }
}

package io.reelflow.media.analyze.labelled;

import java.util.ArrayList;
import java.util.List;

/** Borders between the parts of a text, as first sentences of all parts but the first, against labelled ones. */
final class Borders {
    private Borders() {}

    /** As many parts, all of one size. */
    static List<Integer> even(int sentences, int borders) {
        var even = new ArrayList<Integer>();
        for (int i = 1; i <= borders; i++) {
            even.add((int) Math.round((double) i * sentences / (borders + 1)));
        }
        return even;
    }

    /** Share of windows in which the number of borders is wrong (WindowDiff, Pevzner and Hearst 2002). */
    static double windowDiff(List<Integer> found, List<Integer> labelled, int sentences) {
        int window = window(labelled, sentences);
        int wrong = 0;
        for (int from = 0; from + window < sentences; from++) {
            wrong += count(found, from, from + window) == count(labelled, from, from + window) ? 0 : 1;
        }
        return (double) wrong / (sentences - window);
    }

    /** Share of pairs of sentences that are wrongly in one part or in two (Pk, Beeferman et al. 1999). */
    static double pk(List<Integer> found, List<Integer> labelled, int sentences) {
        int window = window(labelled, sentences);
        int wrong = 0;
        for (int from = 0; from + window < sentences; from++) {
            boolean one = count(found, from, from + window) == 0;
            wrong += one == (count(labelled, from, from + window) == 0) ? 0 : 1;
        }
        return (double) wrong / (sentences - window);
    }

    /** Found borders within one sentence of a labelled one; each counts once. */
    static double f1(List<Integer> found, List<Integer> labelled) {
        var open = new ArrayList<>(labelled);
        int right = 0;
        for (Integer border : found) {
            for (Integer each : open) {
                if (Math.abs(each - border) <= 1) {
                    right++;
                    open.remove(each);
                    break;
                }
            }
        }
        return Words.f1(right, found.size(), labelled.size());
    }

    /** Half of a labelled part. */
    private static int window(List<Integer> labelled, int sentences) {
        return Math.max(2, (int) Math.round(sentences / (2.0 * (labelled.size() + 1))));
    }

    /** Borders after sentence {@code from}, up to {@code to}. */
    private static long count(List<Integer> borders, int from, int to) {
        return borders.stream().filter(b -> b > from && b <= to).count();
    }
}

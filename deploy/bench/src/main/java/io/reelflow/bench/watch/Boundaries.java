package io.reelflow.bench.watch;

import io.reelflow.schemas.result.SlideDeck.Slide;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Found changes of slides against the true ones.
 *
 * @param right pairs of a found and a true one within the tolerance, each in one pair at most
 * @param errors seconds between the two of each pair
 */
public record Boundaries(int found, int expected, int right, List<Double> errors) {
    /** A slide's start and the end before it are one change where they are no further apart. */
    private static final double ONE_CHANGE = 1.5;

    /** Nearer to the start or the end of the film is none. */
    private static final double MARGIN = 0.5;

    private record Pair(double found, double expected) {
        double error() {
            return Math.abs(found - expected);
        }
    }

    /** @param end of the film, seconds */
    public static Boundaries of(List<Slide> slides, double end, List<Double> expected, double tolerance) {
        List<Double> found = changes(slides, end);
        List<Pair> pairs = new ArrayList<>();
        for (double each : found) {
            for (double other : expected) {
                Pair pair = new Pair(each, other);
                if (pair.error() <= tolerance) {
                    pairs.add(pair);
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::error));
        List<Double> leftFound = new ArrayList<>(found);
        List<Double> leftExpected = new ArrayList<>(expected);
        List<Double> errors = new ArrayList<>();
        for (Pair pair : pairs) {
            if (leftFound.contains(pair.found) && leftExpected.contains(pair.expected)) {
                leftFound.remove(pair.found);
                leftExpected.remove(pair.expected);
                errors.add(pair.error());
            }
        }
        return new Boundaries(found.size(), expected.size(), errors.size(), errors);
    }

    /** Over all of them together. */
    static Boundaries sum(List<Boundaries> all) {
        return new Boundaries(
                all.stream().mapToInt(Boundaries::found).sum(),
                all.stream().mapToInt(Boundaries::expected).sum(),
                all.stream().mapToInt(Boundaries::right).sum(),
                all.stream().flatMap(each -> each.errors.stream()).toList());
    }

    /** 1 where there is nothing to find and nothing was. */
    public double f1() {
        return found + expected == 0 ? 1 : 2.0 * right / (found + expected);
    }

    private static List<Double> changes(List<Slide> slides, double end) {
        List<Double> changes = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (Slide slide : slides) {
            if (slide.startTime() - last > ONE_CHANGE && slide.startTime() > MARGIN) {
                changes.add(slide.startTime());
            }
            if (slide.endTime() < end - MARGIN) {
                changes.add(slide.endTime());
            }
            last = slide.endTime();
        }
        return changes;
    }
}

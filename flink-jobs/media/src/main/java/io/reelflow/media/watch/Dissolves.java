package io.reelflow.media.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Finds dissolves: over a part of a second one picture becomes quite another, and half way it is the mean of both. What
 * moves is not: its middle is somewhere else; what only gets brighter or darker stays alike.
 */
final class Dissolves {
    private static final double WINDOW_SECONDS = 0.8;

    /** With fewer frames in the window a cut can not be told from a dissolve. */
    private static final int MIN_FRAMES = 8;

    /** Mean difference of brightness between both pictures. */
    private static final double MIN_CHANGE = 10;

    /** Difference from the mean of both, as a share of the difference between them; a cut has a half. */
    private static final double MAX_RESIDUE = 0.2;

    private static final double MAX_ALIKE = 0.5;

    /** Share of the change that may be in one direction: what only gets brighter is light. */
    private static final double MAX_LIGHT = 0.8;

    private static final double PICTURE = 8;

    private final Deque<TinyPicture> window = new ArrayDeque<>();
    private final List<Double> run = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();

    void accept(TinyPicture picture) {
        window.addLast(picture);
        while (picture.time() - window.getFirst().time() > WINDOW_SECONDS + 1e-6) {
            window.removeFirst();
        }
        TinyPicture first = window.getFirst();
        if (window.size() >= MIN_FRAMES && picture.time() - first.time() >= 0.9 * WINDOW_SECONDS) {
            TinyPicture middle = middle((first.time() + picture.time()) / 2);
            if (isDissolve(first, middle, picture)) {
                run.add(middle.time());
                return;
            }
        }
        close();
    }

    /** The times of all dissolves. */
    List<Double> finish() {
        close();
        return List.copyOf(times);
    }

    private void close() {
        if (!run.isEmpty()) {
            times.add((run.get(0) + run.get(run.size() - 1)) / 2);
            run.clear();
        }
    }

    private TinyPicture middle(double time) {
        TinyPicture nearest = window.getFirst();
        for (Iterator<TinyPicture> each = window.iterator(); each.hasNext(); ) {
            TinyPicture picture = each.next();
            if (Math.abs(picture.time() - time) < Math.abs(nearest.time() - time)) {
                nearest = picture;
            }
        }
        return nearest;
    }

    private static boolean isDissolve(TinyPicture a, TinyPicture middle, TinyPicture b) {
        if (a.spread() < PICTURE || b.spread() < PICTURE) {
            return false;
        }
        double change = a.distance(b);
        return change >= MIN_CHANGE
                && middle.distanceToMiddle(a, b) <= MAX_RESIDUE * change
                && Math.abs(a.mean() - b.mean()) <= MAX_LIGHT * change
                && a.correlation(b) <= MAX_ALIKE;
    }
}

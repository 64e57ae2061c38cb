package io.reelflow.media.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds fades through black or white: the picture is empty for a while, and another comes out of it little by little.
 * The fade is in the middle of the empty stretch, as PySceneDetect's ThresholdDetector has it. A video that fades in at its
 * start or out at its end does not change shots there.
 */
final class Fades {
    /** Share of an empty picture that is black, or white: the rest may be a mark in a corner. */
    private static final double EMPTY = 0.97;

    /** What a picture that fades must have had. */
    private static final double PICTURE = 8;

    /** A fade takes no longer to be seen as one. */
    private static final double WINDOW_SECONDS = 1;

    /** Share of the change that one frame may take: more is a cut. */
    private static final double STEP = 0.5;

    /** @param cut whether a picture was there before, and went at once */
    private record Empty(double to, TinyPicture picture, boolean came, boolean cut) {}

    private final Deque<TinyPicture> before = new ArrayDeque<>();
    private final List<TinyPicture> after = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();
    private @Nullable TinyPicture since;
    private boolean came;
    private @Nullable Empty left;

    void accept(TinyPicture picture) {
        TinyPicture emptySince = since;
        boolean empty = isEmpty(picture);
        if (empty) {
            examine();
            if (emptySince == null) {
                since = picture;
                came = gradual(before.descendingIterator(), picture);
            }
        } else if (emptySince != null) {
            left = new Empty(picture.time(), emptySince, came, !came && !before.isEmpty());
            since = null;
        }
        if (!empty) {
            follow(picture);
        }
    }

    /** The times of all fades. */
    List<Double> finish() {
        examine();
        return List.copyOf(times);
    }

    private void follow(TinyPicture picture) {
        before.addLast(picture);
        while (picture.time() - before.getFirst().time() > WINDOW_SECONDS) {
            before.removeFirst();
        }
        Empty ended = left;
        if (ended != null) {
            after.add(picture);
            if (picture.time() - ended.to() > WINDOW_SECONDS) {
                examine();
            }
        }
    }

    /** Decides on the empty stretch that was left last. */
    private void examine() {
        Empty ended = left;
        if (ended != null) {
            boolean went = gradual(after.iterator(), ended.picture());
            if (went && (ended.came() || ended.cut())) {
                times.add((ended.picture().time() + ended.to()) / 2);
            }
        }
        left = null;
        after.clear();
    }

    private static boolean isEmpty(TinyPicture picture) {
        return picture.dark() >= EMPTY || picture.bright() >= EMPTY;
    }

    /** Whether pictures, going away from an empty one, differ from it by and by. */
    private static boolean gradual(Iterator<TinyPicture> away, TinyPicture empty) {
        double most = 0;
        double step = 0;
        double last = 0;
        while (away.hasNext()) {
            TinyPicture picture = away.next();
            double departed = departed(picture, empty);
            step = Math.max(step, Math.abs(departed - last));
            most = Math.max(most, departed);
            last = departed;
        }
        return most >= PICTURE && step <= STEP * most;
    }

    /** Through white only pictures fade: plain greys that get brighter, and darker again, are what is shown. */
    private static double departed(TinyPicture picture, TinyPicture empty) {
        double spread = Math.abs(picture.spread() - empty.spread());
        return empty.bright() >= EMPTY ? spread : Math.max(spread, Math.abs(picture.mean() - empty.mean()));
    }
}

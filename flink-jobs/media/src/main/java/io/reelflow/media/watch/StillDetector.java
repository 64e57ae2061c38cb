package io.reelflow.media.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Finds stretches in which the picture stands still, from a few small grey pictures a second. A picture that only gains
 * (a slide built up line by line) goes on; one that loses what it showed is another. Places that move all the time are
 * left out of the comparison. A blank screen is no still.
 */
final class StillDetector {
    /** More of the picture moving than this, and nothing stands still. */
    private static final double MAX_MOVING = 0.45;

    /** Share of the resting pixels that may change from one picture to the next. */
    private static final double CALM = 0.004;

    /** Longer than fades and than it takes to know an inset as moving. */
    private static final double MAX_RESTLESS_SECONDS = 2.5;

    private static final int MAX_RESTLESS = 100;

    /** A stretch that stood still, and the mean share of the picture that moved in it. */
    record Still(double start, double end, double moving) {}

    /**
     * @param finished a still that ended; its picture is the one last kept
     * @param keep whether this picture is now the one to show for the still that goes on
     */
    record Step(@Nullable Still finished, boolean keep) {}

    private final int width;
    private final int height;
    private final double minSeconds;
    private final MotionMap motion;
    private final Deque<BlockChange> restless = new ArrayDeque<>();
    private byte @Nullable [] previous;
    private byte @Nullable [] shown;
    private double start;
    private double movingSum;
    private int movingCount;

    /** Takes pictures of {@code width} x {@code height} pixels; stills shorter than {@code minSeconds} are not told. */
    StillDetector(int width, int height, double minSeconds) {
        this.width = width;
        this.height = height;
        this.minSeconds = minSeconds;
        this.motion = new MotionMap(width, height);
    }

    /** Takes the next picture, one byte a pixel. */
    Step accept(double time, byte[] grey) {
        byte[] before = previous;
        previous = grey.clone();
        if (before == null) {
            return begin(time, grey, null);
        }
        BlockChange changed = motion.accept(time, before, grey);
        if (motion.movingShare() > MAX_MOVING || motion.restingChange(changed) > CALM) {
            return unrest(changed);
        }
        Step step = rest(time, grey);
        restless.clear();
        movingSum += motion.movingShare();
        movingCount++;
        return step;
    }

    /** The last still, if the pictures end in one. */
    @Nullable
    Still finish(double end) {
        return close(restless.isEmpty() ? end : restless.getFirst().time());
    }

    private Step unrest(BlockChange sample) {
        restless.addLast(sample);
        if (restless.size() > MAX_RESTLESS) {
            restless.removeFirst();
        }
        double since = restless.getFirst().time();
        if (sample.time() - since > MAX_RESTLESS_SECONDS) {
            return new Step(close(since), false);
        }
        return new Step(null, false);
    }

    private Step rest(double time, byte[] grey) {
        byte[] known = shown;
        if (known == null) {
            return begin(settled(time), grey, null);
        }
        SlideChange change = SlideChange.between(known, grey, width, height, motion);
        if (change == SlideChange.OTHER) {
            double changedAt = restless.isEmpty() ? time : restless.getFirst().time();
            return begin(settled(time), grey, close(changedAt));
        }
        if (change == SlideChange.BUILD) {
            shown = grey.clone();
        }
        return new Step(null, true);
    }

    private Step begin(double time, byte[] grey, @Nullable Still finished) {
        shown = grey.clone();
        start = time;
        movingSum = 0;
        movingCount = 0;
        return new Step(finished, true);
    }

    private @Nullable Still close(double end) {
        byte[] last = shown;
        boolean told = last != null && end - start >= minSeconds && !SlideChange.isBlank(last, width, height);
        shown = null;
        return told ? new Still(start, end, movingCount == 0 ? 0 : movingSum / movingCount) : null;
    }

    /** When the parts that do not move came to rest: what is known to move now was not known then. */
    private double settled(double now) {
        Iterator<BlockChange> newestFirst = restless.descendingIterator();
        double earliest = now;
        while (newestFirst.hasNext()) {
            BlockChange sample = newestFirst.next();
            earliest = sample.time();
            if (motion.restingChange(sample) > CALM) {
                break;
            }
        }
        return earliest;
    }
}

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

    /** Looks further apart than this lie on both sides of a fade: what is gained there is there to stay. */
    private static final double SLOW_SECONDS = 0.5;

    /**
     * A stretch that stood still.
     *
     * @param moving mean share of the picture that moved in it
     * @param snapshot how it looked when it ended
     */
    record Still(double start, double end, double moving, Snapshot snapshot) {}

    /**
     * @param finished a still that ended; its picture is the one last kept
     * @param look what this picture is to the still that goes on
     */
    record Step(@Nullable Still finished, Look look) {}

    /** What a picture is to the still that goes on. */
    enum Look {
        /** It shows what was not there before. */
        NEW,
        /** It shows the same as the one before. */
        AGAIN,
        /** It is in motion. */
        PASSING
    }

    private final int width;
    private final int height;
    private final double minSeconds;
    private final MotionMap motion;
    private final Deque<BlockChange> restless = new ArrayDeque<>();
    private byte @Nullable [] previous;
    private byte @Nullable [] shown;

    /** More than is shown: a build, if it is still there at the next look; else the beginning of a fade. */
    private byte @Nullable [] gained;

    private double time;
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
        return accept(time, time, grey);
    }

    /** The same; {@code changedAt} is when, since the picture before, most of it changed. */
    Step accept(double time, double changedAt, byte[] grey) {
        byte[] before = previous;
        previous = grey.clone();
        boolean slow = time - this.time >= SLOW_SECONDS;
        this.time = time;
        if (before == null) {
            return begin(time, grey, null);
        }
        BlockChange changed = motion.accept(time, changedAt, before, grey);
        if (motion.movingShare() > MAX_MOVING || motion.restingChange(changed) > CALM) {
            gained = null;
            return unrest(changed);
        }
        Step step = rest(changed, grey, slow);
        restless.clear();
        movingSum += motion.movingShare();
        movingCount++;
        return step;
    }

    /** The last still, if the pictures end in one. */
    @Nullable
    Still finish(double end) {
        return close(restless.isEmpty() ? end : restless.getFirst().changedAt());
    }

    private Step unrest(BlockChange sample) {
        restless.addLast(sample);
        if (restless.size() > MAX_RESTLESS) {
            restless.removeFirst();
        }
        BlockChange first = restless.getFirst();
        if (sample.time() - first.time() > MAX_RESTLESS_SECONDS) {
            return new Step(close(first.changedAt()), Look.PASSING);
        }
        return new Step(null, Look.PASSING);
    }

    private Step rest(BlockChange now, byte[] grey, boolean slow) {
        byte[] known = shown;
        if (known == null) {
            return begin(settled(now), grey, null);
        }
        SlideChange change = SlideChange.between(known, grey, width, height, motion.moving());
        if (change == SlideChange.OTHER) {
            BlockChange first = restless.isEmpty() ? now : restless.getFirst();
            return begin(settled(now), grey, close(first.changedAt()));
        }
        if (change == SlideChange.BUILD) {
            return build(grey, slow);
        }
        gained = null;
        return new Step(null, Look.AGAIN);
    }

    private Step build(byte[] grey, boolean slow) {
        byte[] before = gained;
        gained = grey.clone();
        boolean stays =
                before != null && SlideChange.between(before, grey, width, height, motion.moving()) == SlideChange.SAME;
        if (!stays && !slow) {
            return new Step(null, Look.PASSING);
        }
        shown = gained;
        gained = null;
        return new Step(null, Look.NEW);
    }

    private Step begin(double time, byte[] grey, @Nullable Still finished) {
        shown = grey.clone();
        gained = null;
        start = time;
        movingSum = 0;
        movingCount = 0;
        return new Step(finished, Look.NEW);
    }

    private @Nullable Still close(double end) {
        byte[] last = shown;
        shown = null;
        if (last == null || end - start < minSeconds || SlideChange.isBlank(last, width, height)) {
            return null;
        }
        double moving = movingCount == 0 ? 0 : movingSum / movingCount;
        return new Still(start, end, moving, new Snapshot(last, width, height, motion.moving()));
    }

    /** When the parts that do not move came to rest: what is known to move now was not known then. */
    private double settled(BlockChange now) {
        Iterator<BlockChange> newestFirst = restless.descendingIterator();
        double earliest = now.changedAt();
        while (newestFirst.hasNext()) {
            BlockChange sample = newestFirst.next();
            earliest = sample.changedAt();
            if (motion.restingChange(sample) > CALM) {
                break;
            }
        }
        return earliest;
    }
}

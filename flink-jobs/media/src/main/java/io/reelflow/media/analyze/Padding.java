package io.reelflow.media.analyze;

import org.jspecify.annotations.Nullable;

/**
 * A little silence before the first and after the last word of a clip, so that neither is clipped; a little more where
 * it is needed to reach the shortest length, at most a quarter of a second in all: a clip that waits seems broken. Never
 * a part of another sentence, never outside of the video.
 */
final class Padding {
    static final double LEAD_SECONDS = 0.15;
    private static final double TAIL_SECONDS = 0.2;
    private static final double MOST_SECONDS = 0.25;

    /** Seconds of the video, whole milliseconds. */
    record Span(double start, double end) {}

    private final Talk talk;
    private final double duration;
    private final double shortest;
    private final double longest;

    Padding(Talk talk, double duration, double shortest, double longest) {
        this.talk = talk;
        this.duration = duration;
        this.shortest = shortest;
        this.longest = longest;
    }

    /** Whether these sentences, and so any more of them, are too long for a clip. */
    boolean exceeds(int from, int to) {
        return end(to) - talk.sentences().get(from).start() > longest;
    }

    /** The span of sentences {@code from} (inclusive) to {@code to} (exclusive); null where it is too short for a clip. */
    @Nullable
    Span of(int from, int to) {
        double start = talk.sentences().get(from).start();
        double end = end(to);
        double roomBefore = start - (from == 0 ? 0 : end(from));
        double roomAfter = (to == talk.sentences().size()
                        ? duration
                        : talk.sentences().get(to).start())
                - end;
        double before = limit(LEAD_SECONDS, roomBefore);
        double after = limit(TAIL_SECONDS, roomAfter);
        double lacking = shortest - (end - start + before + after);
        if (lacking > 0) {
            double moreAfter = limit(lacking, limit(MOST_SECONDS, roomAfter) - after);
            after += moreAfter;
            before += limit(lacking - moreAfter, limit(MOST_SECONDS, roomBefore) - before);
        }
        double spare = longest - (end - start);
        before = limit(before, spare);
        after = limit(after, spare - before);
        double first = Math.max(0, Math.ceil((start - before) * 1000 - 1e-6)) / 1000;
        double last = Math.floor((end + after) * 1000 + 1e-6) / 1000;
        return last - first < shortest - 0.002 ? null : new Span(first, last);
    }

    /** End of the last sentence before {@code to}. */
    private double end(int to) {
        return talk.sentences().get(to - 1).end();
    }

    private static double limit(double wanted, double room) {
        return Math.max(0, Math.min(wanted, room));
    }
}

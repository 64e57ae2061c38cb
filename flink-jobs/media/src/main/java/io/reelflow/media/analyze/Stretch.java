package io.reelflow.media.analyze;

import java.util.List;

/**
 * A scored run of whole sentences, {@code from} (inclusive) to {@code to} (exclusive). Times are seconds of the video.
 *
 * @param score 0–1
 * @param reasons the strongest first
 */
record Stretch(int from, int to, double start, double end, double score, List<String> reasons) {
    double duration() {
        return end - start;
    }

    /** Seconds that both share. */
    double overlap(Stretch other) {
        return Math.max(0, Math.min(end, other.end) - Math.max(start, other.start));
    }
}

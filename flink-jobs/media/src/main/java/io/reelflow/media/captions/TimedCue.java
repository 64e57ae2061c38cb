package io.reelflow.media.captions;

import java.util.List;

/**
 * A cue as its file has it: times in seconds, perhaps out of order or overlapping others.
 *
 * @param end not after {@code start} where the file does not say
 */
record TimedCue(double start, double end, List<Line> lines) {
    /** The lines with something on them. */
    List<Line> written() {
        return lines.stream().filter(line -> !line.text().isEmpty()).toList();
    }
}

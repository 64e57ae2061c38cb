package io.reelflow.dataflow.stage;

import java.time.Duration;
import java.util.Objects;

/**
 * Time limits of stages that grow with the length of the media: a floor, and so many seconds for each second of it.
 * They are to end what hangs, not what is slow: ten times and more what was measured on two cores, so that a busy
 * machine does not meet them.
 */
final class Deadlines {
    /** Taken where a source does not say how long it is. */
    static final double LONGEST_SECONDS = Duration.ofHours(12).toSeconds();

    private Deadlines() {}

    static Duration scaled(Duration floor, double factor, Work work) {
        return scaled(floor, factor, seconds(work));
    }

    static Duration scaled(Duration floor, double factor, double seconds) {
        return floor.plusSeconds(Math.round(factor * seconds));
    }

    static double seconds(Work work) {
        return Objects.requireNonNullElse(work.artifacts().seconds(), LONGEST_SECONDS);
    }

    /** Seconds for a second of speech. Base takes 0.08 (203 s in 16 s); the others cost by their number of weights. */
    static double speech(String whisperModel) {
        String size = whisperModel.split("[-.]", 2)[0];
        return switch (size) {
            case "tiny", "base" -> 1;
            case "small" -> 4;
            case "medium" -> 12;
            default -> 24;
        };
    }
}

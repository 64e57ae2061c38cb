package io.reelflow.media.analyze;

import io.reelflow.schemas.result.Source.Heat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much more stretches are replayed than the video as a whole, as the publisher counts it. What begins with the
 * video is left out: everybody comes by there, replayed or not.
 */
final class Replays {
    static final Replays NONE = new Replays(List.of());

    private final List<Heat> heats;
    private final double mean;
    private final double most;

    private Replays(List<Heat> heats) {
        this.heats = heats;
        double seconds =
                heats.stream().mapToDouble(heat -> heat.end() - heat.start()).sum();
        this.mean = seconds == 0 ? 0 : over(0, Double.MAX_VALUE) / seconds;
        this.most = heats.stream().mapToDouble(Heat::value).max().orElse(0);
    }

    static Replays of(@Nullable List<Heat> heatmap) {
        return heatmap == null
                ? NONE
                : new Replays(heatmap.stream()
                        .filter(heat -> heat.start() > 0 && heat.end() > heat.start())
                        .toList());
    }

    /** 1: nothing is replayed more than this; 0: it is replayed no more than the rest, or nobody counts. */
    double of(double start, double end) {
        if (most <= mean || end <= start) {
            return 0;
        }
        double lift = (over(start, end) / (end - start) - mean) / (most - mean);
        return Math.max(0, Math.min(1, lift));
    }

    private double over(double start, double end) {
        return heats.stream()
                .mapToDouble(heat ->
                        heat.value() * Math.max(0, Math.min(end, heat.end()) - Math.max(start, heat.start())))
                .sum();
    }
}

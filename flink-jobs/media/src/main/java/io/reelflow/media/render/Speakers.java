package io.reelflow.media.render;

import io.reelflow.schemas.result.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who speaks. */
final class Speakers {
    private Speakers() {}

    /** The one who speaks for more than half of what is said; null where there is none, or nobody knows. */
    static @Nullable String main(List<Segment> segments) {
        Map<String, Double> seconds = new HashMap<>();
        double all = 0;
        for (Segment segment : segments) {
            all += segment.end() - segment.start();
            if (segment.speaker() != null) {
                seconds.merge(segment.speaker(), segment.end() - segment.start(), Double::sum);
            }
        }
        double half = all / 2;
        return seconds.entrySet().stream()
                .filter(spoken -> spoken.getValue() > half)
                .findAny()
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}

package io.reelflow.media.render;

import io.reelflow.schemas.result.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who speaks. */
final class Speakers {
    private Speakers() {}

    /** The one who speaks longest; null where no segment names one. */
    static @Nullable String main(List<Segment> segments) {
        Map<String, Double> seconds = new HashMap<>();
        for (Segment segment : segments) {
            if (segment.speaker() != null) {
                seconds.merge(segment.speaker(), segment.end() - segment.start(), Double::sum);
            }
        }
        return seconds.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}

package io.reelflow.status.related;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Why two videos are related.
 *
 * @param weight above 0 to 1
 * @param startSeconds when a shared passage is said; null for what has no time
 * @param relatedStartSeconds when it is said in the other video
 */
record Reason(
        Kind kind,
        String value,
        String display,
        double weight,
        @Nullable Double startSeconds,
        @Nullable Double relatedStartSeconds) {

    /** As the other video says it. */
    Reason turned() {
        return new Reason(kind, value, display, weight, relatedStartSeconds, startSeconds);
    }

    /** Of all reasons together: 1 where any is 1, and never more. */
    static double total(Collection<Reason> reasons) {
        double unrelated = 1;
        for (Reason each : reasons) {
            unrelated *= 1 - each.weight();
        }
        return 1 - unrelated;
    }
}

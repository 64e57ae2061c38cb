package io.reelflow.media.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The slides shown so far: knows one that is shown again. */
final class ShownSlides {
    private final Map<Integer, Snapshot> shown = new LinkedHashMap<>();

    void add(int index, Snapshot slide) {
        shown.put(index, slide);
    }

    /** Index of the slide that this one shows again; null where it is new. */
    @Nullable
    Integer find(Snapshot slide) {
        for (Map.Entry<Integer, Snapshot> each : shown.entrySet()) {
            if (each.getValue().shows(slide)) {
                return each.getKey();
            }
        }
        return null;
    }
}

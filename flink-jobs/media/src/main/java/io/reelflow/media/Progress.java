package io.reelflow.media;

import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.Stage;
import org.jspecify.annotations.Nullable;

/** Where a task says how far it is. Called often; whoever listens merges what comes too fast. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (stage, fraction, message, counters) -> {};

    /**
     * @param stage the one this is about: a task may pass through several, in their order
     * @param fraction 0.0–1.0 of that stage in this task
     * @param message for people
     */
    void report(Stage stage, double fraction, String message, @Nullable Counters counters);

    /** For a task that is one part of the stage: what it says of 0.0–1.0 is said as {@code from}–{@code to}. */
    default Progress between(double from, double to) {
        return (stage, fraction, message, counters) -> report(stage, from + (to - from) * fraction, message, counters);
    }
}

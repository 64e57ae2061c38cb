package io.reelflow.bench.talk;

import org.jspecify.annotations.Nullable;

/**
 * One step of a run, by the clock of that run.
 *
 * @param from seconds from its begin
 * @param to seconds from its begin
 * @param cpu seconds of all processors; null where nobody counted
 */
record Step(String name, double from, double to, @Nullable Double cpu) {
    double seconds() {
        return to - from;
    }
}

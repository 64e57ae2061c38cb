package io.reelflow.bench.talk;

import java.util.List;
import java.util.stream.Stream;

/**
 * One way to the result, whole.
 *
 * @param seconds from its begin to its end
 * @param cpu seconds of all its processes
 * @param steps side by side or one after another
 */
record Ran(double seconds, double cpu, List<Step> steps) {
    /** Of each step of that name together. */
    double seconds(String step) {
        return named(step).mapToDouble(Step::seconds).sum();
    }

    private Stream<Step> named(String step) {
        return steps.stream().filter(each -> each.name().equals(step));
    }
}

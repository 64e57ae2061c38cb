package io.reelflow.bench.chaos;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The longest time in which nothing finished, by {@link System#nanoTime()}.
 *
 * @param end the same as the start where nothing stood still
 */
public record Standstill(long start, long end) {
    /** Beside ten real jobs on two cores, probes end up to 0.8 s apart when nothing is wrong. */
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** @param times when things finished, in order; the first is the beginning */
    public static Standstill longest(List<Long> times) {
        var longest = new Standstill(times.get(0), times.get(0));
        for (int i = 1; i < times.size(); i++) {
            var gap = new Standstill(times.get(i - 1), times.get(i));
            if (gap.nanos() > Math.max(longest.nanos(), LEAST_NANOS)) {
                longest = gap;
            }
        }
        return longest;
    }

    private long nanos() {
        return end - start;
    }

    public double seconds() {
        return nanos() / 1e9;
    }
}

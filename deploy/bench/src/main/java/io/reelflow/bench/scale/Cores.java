package io.reelflow.bench.scale;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cores of a machine: whoever works gets an even share, and none more than it can use. */
final class Cores {
    private static final double NOTHING = 1e-9;

    private final Clock clock;
    private final double count;
    private final List<Work> working = new ArrayList<>();
    private double since;
    private double used;
    private Clock.@Nullable Later next;

    private static final class Work {
        private final double most;
        private final Runnable done;
        private double left;
        private double rate;

        Work(double seconds, double most, Runnable done) {
            this.left = seconds;
            this.most = most;
            this.done = done;
        }
    }

    /** @param count may be a fraction, where something else takes the rest */
    Cores(Clock clock, double count) {
        this.clock = clock;
        this.count = count;
    }

    /**
     * @param seconds of one core
     * @param most cores that this work can use at once
     * @param done is called at its end
     */
    void work(double seconds, double most, Runnable done) {
        advance();
        working.add(new Work(Math.max(seconds, NOTHING), most, done));
        share();
    }

    /** Core seconds until now, a share of all there were. */
    double busy() {
        advance();
        return clock.now() == 0 ? 0 : used / (clock.now() * count);
    }

    private void advance() {
        double passed = clock.now() - since;
        since = clock.now();
        for (Work each : working) {
            each.left -= each.rate * passed;
            used += each.rate * passed;
        }
    }

    /** Those who can use least first: what they leave is for the others. */
    private void share() {
        if (next != null) {
            next.cancel();
            next = null;
        }
        working.sort(Comparator.comparingDouble(each -> each.most));
        double left = count;
        double soonest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < working.size(); i++) {
            Work each = working.get(i);
            each.rate = Math.min(each.most, left / (working.size() - i));
            left -= each.rate;
            soonest = Math.min(soonest, Math.max(0, each.left) / each.rate);
        }
        if (!working.isEmpty()) {
            next = clock.in(soonest, this::finish);
        }
    }

    private void finish() {
        next = null;
        advance();
        List<Work> done = working.stream().filter(each -> each.left <= NOTHING).toList();
        working.removeAll(done);
        share();
        done.forEach(each -> each.done.run());
    }
}

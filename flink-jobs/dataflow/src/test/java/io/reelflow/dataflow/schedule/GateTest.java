package io.reelflow.dataflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.identity.Rate;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Rate RATE = new Rate(6, 1_000_000);

    @Test
    void pausesAreRandomWithinBoundsAndHalfAnIntervalOnAverage() {
        var random = new SplittableRandom(7);
        Gate gate = Gate.full("one", RATE, 0);
        int visits = 10_000;
        long now = 0;
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int i = 0; i < visits; i++) {
            gate = gate.visited(RATE, i, now, random);
            long next = gate.readyAt(RATE, now);
            shortest = Math.min(shortest, next - now);
            longest = Math.max(longest, next - now);
            now = next;
        }
        long interval = RATE.interval().toMillis();
        assertThat(shortest).isBetween(interval / 4, interval / 4 + 100);
        assertThat(longest).isEqualTo(2 * interval);
        assertThat((double) now / visits).isBetween(0.49 * interval, 0.51 * interval);
    }

    @Test
    void overTimeNoMoreThanTheTokensAllow() {
        Rate rate = new Rate(60, 5);
        var random = new SplittableRandom(3);
        Gate gate = Gate.full("one", rate, 0);
        long now = 0;
        int visits = 0;
        while (now < Duration.ofHours(1).toMillis()) {
            gate = gate.visited(rate, visits, now, random);
            visits++;
            now = gate.readyAt(rate, now);
        }
        assertThat(visits).isBetween(3_400, 3_605);
    }
}

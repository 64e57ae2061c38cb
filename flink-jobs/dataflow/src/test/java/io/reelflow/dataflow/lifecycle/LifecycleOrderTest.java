package io.reelflow.dataflow.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The promises of the lifecycle over orders of commands, controls, outcomes, timers, repeats and restores that nobody
 * would write by hand: no illegal state, one end for each run, and none of them lost. Each failure names its seed.
 */
class LifecycleOrderTest {
    private static final int ORDERS = 900_000;

    @Test
    void everyRunEndsOnceWhateverTheOrder() {
        long ends = 0;
        long retries = 0;
        long restores = 0;
        for (int seed = 0; seed < ORDERS; seed++) {
            // Every second one without a restore: then even the wire has nothing twice.
            LifecycleWorld world = new LifecycleWorld(seed, new SplittableRandom(seed), seed % 2 == 1);
            world.run();
            ends += world.ends();
            retries += world.retriesByHand();
            restores += world.restores();
        }
        // What was to be tried has been.
        assertThat(ends).isGreaterThan(ORDERS);
        assertThat(retries).isGreaterThan(ORDERS / 10);
        assertThat(restores).isGreaterThan(ORDERS / 10);
    }
}

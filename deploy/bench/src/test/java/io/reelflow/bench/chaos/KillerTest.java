package io.reelflow.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KillerTest {
    @Test
    void workGoesOnWhereTheLongestStandstillEnds() {
        // Killed at 0; one job ends before the loss is noticed, the next only after the recovery.
        assertThat(Killer.standstillEnd(List.of(0L, 300L, 4_000L, 4_100L, 4_250L)))
                .isEqualTo(4_000L);
    }

    @Test
    void whereNothingStandsStillTheFirstJobCounts() {
        assertThat(Killer.standstillEnd(List.of(0L, 100L, 200L, 300L))).isEqualTo(100L);
    }
}

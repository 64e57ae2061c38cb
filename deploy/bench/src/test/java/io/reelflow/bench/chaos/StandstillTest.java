package io.reelflow.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StandstillTest {
    @Test
    void workGoesOnWhereTheLongestStandstillEnds() {
        // Killed at 0; one job ends before the loss is noticed, the next only after the recovery.
        assertThat(Standstill.longest(millis(0, 300, 4_000, 4_100, 4_250)).end())
                .isEqualTo(TimeUnit.MILLISECONDS.toNanos(4_000));
    }

    @Test
    void jobsThatEndOneAfterTheOtherAreNoStandstill() {
        assertThat(Standstill.longest(millis(0, 400, 800, 1_600, 2_000)).seconds())
                .isZero();
    }

    private static List<Long> millis(long... times) {
        return LongStream.of(times).map(TimeUnit.MILLISECONDS::toNanos).boxed().toList();
    }
}

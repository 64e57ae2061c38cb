package io.reelflow.dataflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LevelsTest {
    private static final Duration AGEING = Duration.ofSeconds(60);
    private static final long STEP = AGEING.toMillis();

    private Levels levels = new Levels(AGEING, List.of());
    private long now = 1_000_000;

    @Test
    void theMostUrgentThatWaitsIsServed() {
        assertThat(levels.next(now)).isZero();
        waits(9, 5);
        assertThat(levels.next(now)).isEqualTo(5);
        waits(1);
        assertThat(levels.next(now)).isEqualTo(1);
    }

    @Test
    void theLastLevelGoesBeforeTheFirstOnceAndItsClockBeginsAnew() {
        waits(1, 9);
        for (int minute = 0; minute < 9; minute++) {
            assertThat(served()).isEqualTo(1);
            now += STEP;
            levels = new Levels(AGEING, levels.save());
        }
        assertThat(served()).isEqualTo(9);
        for (int minute = 0; minute < 9; minute++) {
            assertThat(served()).isEqualTo(1);
            now += STEP;
        }
        assertThat(served()).isEqualTo(9);
    }

    @Test
    void howeverManyAreServedALevelRisesByOneAfterEachTime() {
        waits(1, 3);
        for (int i = 0; i < 1_000; i++) {
            assertThat(served()).isEqualTo(1);
        }
        now += 3 * STEP - 1;
        assertThat(served()).isEqualTo(1);
        now += 1;
        assertThat(served()).isEqualTo(3);
        assertThat(served()).isEqualTo(1);
    }

    @Test
    void aLevelThatWaitsForRoomsOnlyDoesNotRise() {
        waits(5, 9);
        assertThat(served()).isEqualTo(5);
        now += 100 * STEP;
        waits(1);
        assertThat(served()).isEqualTo(1);
    }

    @Test
    void whoHasNobodyThatWaitsHasNoClock() {
        waits(1, 2);
        served();
        levels.lines(2, -1);
        served();
        levels.lines(2, +1);
        served();
        now += 2 * STEP - 1;
        assertThat(served()).isEqualTo(1);
        now += 1;
        assertThat(served()).isEqualTo(2);
    }

    @Test
    void everyLevelIsServedHoweverMuchComesOnTheOthers() {
        waits(1, 2, 3, 4, 5, 6, 7, 8, 9);
        int[] times = new int[Levels.LAST + 1];
        for (int second = 0; second < 3_600; second++) {
            times[served()]++;
            now += 1_000;
        }
        for (int level = 2; level <= Levels.LAST; level++) {
            assertThat(times[level]).as("level " + level).isBetween(3_600 / (60 * level) - 1, 3_600 / (60 * level));
        }
    }

    private int served() {
        int next = levels.next(now);
        levels.served(next, now);
        return next;
    }

    private void waits(int... which) {
        for (int level : which) {
            levels.lines(level, +1);
        }
    }
}

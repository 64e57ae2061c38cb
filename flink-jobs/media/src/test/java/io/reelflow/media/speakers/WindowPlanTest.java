package io.reelflow.media.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WindowPlanTest {
    private static final Offset<Double> SOON = Offset.offset(1e-9);

    @Test
    void windowsFollowEachOtherAndStandForAllThatIsSaid() {
        List<WindowPlan> plan = WindowPlan.of(List.of(new Stretch(2, 6)));

        assertThat(plan).extracting(WindowPlan::start).containsExactly(200, 240, 280, 320, 360, 400, 440);
        assertThat(plan.get(0).time().start()).isEqualTo(2);
        assertThat(plan.get(6).time().end()).isEqualTo(6);
        IntStream.range(1, plan.size())
                .forEach(i -> assertThat(plan.get(i).time().start())
                        .isCloseTo(plan.get(i - 1).time().end(), SOON));
    }

    @Test
    void noWindowCrossesAPause() {
        List<WindowPlan> plan = WindowPlan.of(List.of(new Stretch(0, 2.4), new Stretch(3.1, 5.1)));

        assertThat(plan).allSatisfy(window -> {
            double start = window.start() / 100.0;
            assertThat(start + 1.6 <= 2.4 + 1e-9 || start >= 3.1).isTrue();
        });
    }

    @Test
    void aBreathIsNoPause() {
        assertThat(WindowPlan.of(List.of(new Stretch(0, 0.9), new Stretch(1.0, 1.6))))
                .extracting(WindowPlan::time)
                .containsExactly(new Stretch(0, 1.6));
    }

    @Test
    void aShortTurnHasOneWindowAroundIt() {
        WindowPlan only = WindowPlan.of(List.of(new Stretch(5, 6))).get(0);

        assertThat(only.start()).isEqualTo(470);
        assertThat(only.time()).isEqualTo(new Stretch(5, 6));
    }

    @Test
    void aCoughHasNone() {
        assertThat(WindowPlan.of(List.of(new Stretch(5, 5.2)))).isEmpty();
    }
}

package io.reelflow.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {
    private final Clock clock = new Clock();
    private final List<Double> ends = new ArrayList<>();

    private void work(Cores cores, double seconds, double most) {
        cores.work(seconds, most, () -> ends.add(clock.now()));
    }

    @Test
    void whoWorksSharesEvenlyAndTakesWhatOthersLeave() {
        var cores = new Cores(clock, 2);
        work(cores, 1, 0.5); // can use half a core: two seconds
        work(cores, 3, 4); // has one and a half of them, then two
        clock.run();

        assertThat(ends)
                .satisfiesExactly(
                        first -> assertThat(first).isCloseTo(2, within(1e-6)),
                        second -> assertThat(second).isCloseTo(2, within(1e-6)));
        assertThat(cores.busy()).isCloseTo(1, within(1e-6));
    }

    @Test
    void workThatComesLaterSlowsWhatIsThere() {
        var cores = new Cores(clock, 1);
        work(cores, 2, 1);
        clock.in(1, () -> work(cores, 1, 1));
        clock.run();

        assertThat(ends).hasSize(2).allSatisfy(end -> assertThat(end).isCloseTo(3, within(1e-6)));
    }

    @Test
    void aStationServesSoManyAtOnceAndTheLowestRankNext() {
        var station = new Station(new Cores(clock, 4), 1);
        var order = new ArrayList<String>();
        station.serve(5, 1, 1, () -> order.add("first"));
        station.serve(9, 1, 1, () -> order.add("late"));
        station.serve(2, 1, 1, () -> order.add("urgent"));
        clock.run();

        assertThat(order).containsExactly("first", "urgent", "late");
        assertThat(clock.now()).isCloseTo(3, within(1e-6));
    }
}

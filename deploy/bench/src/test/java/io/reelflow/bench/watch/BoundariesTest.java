package io.reelflow.bench.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.schemas.result.SlideDeck.Slide;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundariesTest {
    @Test
    void anEndAndTheNextStartAreOneChange() {
        Boundaries found =
                Boundaries.of(List.of(slide(0, 10), slide(10.8, 20), slide(24, 30)), 30, List.of(10.0, 20.0, 24.0), 1);

        assertThat(found.f1()).isEqualTo(1);
        assertThat(found.errors()).containsOnly(0.0).hasSize(3);
    }

    @Test
    void aTrueChangeIsMetOnce() {
        Boundaries found = Boundaries.of(List.of(slide(0, 9.8), slide(12, 30)), 30, List.of(10.0, 20.0), 2.5);

        assertThat(found).returns(2, Boundaries::found).returns(1, Boundaries::right);
        assertThat(found.errors().get(0)).isCloseTo(0.2, within(1e-9));
        assertThat(found.f1()).isEqualTo(0.5);
    }

    @Test
    void whatIsTooFarOffIsWrongTwice() {
        assertThat(Boundaries.of(List.of(slide(0, 12), slide(12, 30)), 30, List.of(10.0), 1)
                        .f1())
                .isZero();
        assertThat(Boundaries.of(List.of(), 30, List.of(), 1).f1()).isEqualTo(1);
    }

    private static Slide slide(double start, double end) {
        return new Slide(1, start, end, null, "1.png", null, null, null);
    }
}

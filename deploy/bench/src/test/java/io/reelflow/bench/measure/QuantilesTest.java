package io.reelflow.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {
    private static final Quantiles HUNDRED = Quantiles.of(
            IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList());

    @Test
    void aQuantileIsTheSmallestValueThatSoManyDoNotExceed() {
        assertThat(HUNDRED.at(50)).isEqualTo(50);
        assertThat(HUNDRED.at(99)).isEqualTo(99);
        assertThat(HUNDRED.at(99.5)).isEqualTo(100);
        assertThat(HUNDRED.max()).isEqualTo(100);
    }

    @Test
    void aFewValuesAreNotInterpolated() {
        Quantiles three = Quantiles.of(List.of(5.0, 1.0, 3.0));

        assertThat(three.at(50)).isEqualTo(3);
        assertThat(three.at(95)).isEqualTo(5);
        assertThat(three.at(1)).isEqualTo(1);
    }

    @Test
    void whatWasNotMeasuredIsNotANumber() {
        assertThat(Quantiles.of(List.of()).at(50)).isNaN();
    }

    @Test
    void aPercentageIsAboveZeroAndAtMostAHundred() {
        assertThatIllegalArgumentException().isThrownBy(() -> HUNDRED.at(0)).withMessageContaining("0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> HUNDRED.at(101));
    }
}

package io.reelflow.media.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatTest {
    @Test
    void everyHalfSurvivesTheWayThroughAFloat() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            boolean notANumber = (bits & 0x7c00) == 0x7c00 && (bits & 0x3ff) != 0;
            if (!notANumber) {
                assertThat(HalfFloat.of(HalfFloat.toFloat((short) bits))).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void whatLiesBetweenRoundsToTheNearestAndTiesToEven() {
        assertThat(HalfFloat.toFloat(HalfFloat.of(1 + 0x1p-11f))).isEqualTo(1f);
        assertThat(HalfFloat.toFloat(HalfFloat.of(1 + 3 * 0x1p-11f))).isEqualTo(1 + 0x1p-9f);
        assertThat(HalfFloat.toFloat(HalfFloat.of(1 + 0x1.1p-11f))).isEqualTo(1 + 0x1p-10f);
        assertThat(HalfFloat.toFloat(HalfFloat.of(70_000f))).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(HalfFloat.toFloat(HalfFloat.of(Float.NaN))).isNaN();
        assertThat(HalfFloat.toFloat(HalfFloat.of(0x1p-24f))).isEqualTo(0x1p-24f);
    }
}

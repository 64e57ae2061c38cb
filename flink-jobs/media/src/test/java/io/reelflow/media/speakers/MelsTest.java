package io.reelflow.media.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MelsTest {
    private static final int[] BANDS = {0, 5, 9, 15, 20, 30, 39};

    /** Numbers of the definition ({@code n_fft=400, hop_length=160, n_mels=40}), computed with NumPy in float64. */
    @Test
    void areThoseOfTheDefinition() {
        float[] rows = Mels.of(toneAndChirp());

        assertThat(rows).hasSize(26 * Mels.BANDS);
        assertRow(rows, 0, 0.132411, 4.84642, 0.00207823, 0.107594, 0.00354702, 0.000142629, 2.78413e-05);
        assertRow(rows, 25, 0.0868119, 4.83419, 0.0221449, 0.00106032, 4.4165e-05, 0.000693001, 0.000726312);
        assertThat(rows[10 * Mels.BANDS + 5]).isCloseTo(14.788f, Percentage.withPercentage(0.01));
        double sum = 0;
        for (float number : rows) {
            sum += number;
        }
        assertThat(sum).isCloseTo(538.11891, Offset.offset(0.01));
    }

    @Test
    void silenceHasNoEnergy() {
        assertThat(Mels.of(new float[1600])).containsOnly(0);
    }

    private static void assertRow(float[] rows, int frame, double... expected) {
        for (int i = 0; i < BANDS.length; i++) {
            assertThat((double) rows[frame * Mels.BANDS + BANDS[i]])
                    .as("frame %d, band %d", frame, BANDS[i])
                    .isCloseTo(expected[i], Percentage.withPercentage(0.1));
        }
    }

    /** A quarter of a second: 440 Hz, and a tone that rises from 1 kHz. */
    private static float[] toneAndChirp() {
        float[] samples = new float[4000];
        for (int i = 0; i < samples.length; i++) {
            double turn = 2 * Math.PI * i / 16_000;
            samples[i] = (float) (0.3 * Math.sin(440 * turn) + 0.2 * Math.sin((1000 + 0.5 * i) * turn));
        }
        return samples;
    }
}

package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OnsetsTest {
    @Test
    void aVoiceBeginsAfterAPauseNearWhereItIsStated() {
        float[] samples = tone(2 * SpeechEngine.SAMPLE_RATE, 0.5, 1.25);
        Onsets onsets = new Onsets(samples);

        assertThat(onsets.near(0.4)).isEqualTo(OptionalDouble.of(0.5));
        assertThat(onsets.near(1.3)).isEqualTo(OptionalDouble.of(1.25));
        assertThat(onsets.near(0.9)).isEqualTo(OptionalDouble.of(1.25));
        assertThat(onsets.near(1.9)).isEmpty();
    }

    @Test
    void wordsOfTheReferenceFindTheirLikes() {
        assertThat(WordErrors.matches(List.of("a", "b", "c", "d"), List.of("x", "a", "c", "y", "d")))
                .containsExactly(1, -1, 2, 4);
        assertThat(WordErrors.rate("a b c d", "x a c y d")).isEqualTo(0.75);
    }

    /** Half a second of tone at each time. */
    private static float[] tone(int length, double... starts) {
        float[] samples = new float[length];
        for (double start : starts) {
            int from = (int) (start * SpeechEngine.SAMPLE_RATE);
            for (int i = from; i < from + SpeechEngine.SAMPLE_RATE / 2; i++) {
                samples[i] = (float) Math.sin(i * 0.1);
            }
        }
        return samples;
    }
}

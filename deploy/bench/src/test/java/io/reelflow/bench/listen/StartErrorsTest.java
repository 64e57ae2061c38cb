package io.reelflow.bench.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartErrorsTest {
    private static final double[] VOICE = {0.5, 1.5, 2.0, 3.0};

    /** Loud between the first and second, third and fourth … of these seconds, and a faint hum everywhere. */
    private static Onsets sound(double seconds, double... voice) throws IOException {
        int samples = (int) (seconds * Onsets.RATE);
        var bytes = ByteBuffer.allocate(samples * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            double at = (double) i / Onsets.RATE;
            boolean loud = false;
            for (int j = 0; j < voice.length; j += 2) {
                loud |= at >= voice[j] && at < voice[j + 1];
            }
            bytes.putShort((short) ((i % 2 == 0 ? 1 : -1) * (loud ? 8000 : 20)));
        }
        return Onsets.of(new ByteArrayInputStream(bytes.array()));
    }

    @Test
    void aVoiceSetsInAfterThePauseThatASegmentBeginsWith() throws IOException {
        Onsets onsets = sound(4, VOICE);

        assertThat(onsets.seconds()).isEqualTo(4);
        assertThat(onsets.near(0.2).getAsDouble()).isEqualTo(0.5, within(0.011));
        assertThat(onsets.near(2.2).getAsDouble()).as("a truth that is late").isEqualTo(2.0, within(0.011));
        assertThat(onsets.near(1.0)).as("no pause near it").isEmpty();
        assertThat(onsets.near(9)).as("after the end").isEmpty();
        assertThat(sound(1, 0, 1).near(0)).as("from the first moment").hasValue(0);
        assertThat(sound(2, 0, 0.5, 0.7, 1.9).near(0.65).getAsDouble())
                .as("the nearest")
                .isEqualTo(0.7, within(0.011));
        assertThat(Onsets.NONE.near(0)).isEmpty();
    }

    @Test
    void aClickIsNoVoice() throws IOException {
        assertThat(sound(2, 0.6, 0.61, 1.0, 1.9).near(0.5).getAsDouble()).isEqualTo(1.0, within(0.011));
    }

    @Test
    void theFirstWordOfASegmentIsFoundByItsPlaceInTheText() throws IOException {
        var segments = List.of(
                new Truth.Segment(0.2, 1.8, "What you can do", null),
                new Truth.Segment(1.9, 3.5, "can you do it", null));
        var words = List.of(
                new Heard.Word(0.6, "what"),
                new Heard.Word(0.8, "you"),
                new Heard.Word(0.9, "can"),
                new Heard.Word(1.2, "do."),
                new Heard.Word(2.3, "Can"),
                new Heard.Word(2.6, "do it"));

        List<Double> errors = StartErrors.of(segments, sound(4, VOICE), words);

        assertThat(errors).hasSize(2);
        assertThat(errors.get(0)).isEqualTo(0.1, within(0.011));
        assertThat(errors.get(1)).isEqualTo(0.3, within(0.011));
    }

    @Test
    void aFirstWordThatWasNotHeardOrHasNoStartOfItsOwnIsLeftOut() throws IOException {
        var segments = List.of(
                new Truth.Segment(0.2, 1.8, "unless rather", null), new Truth.Segment(1.9, 3.5, "disposed", null));
        var words = List.of(new Heard.Word(0.7, "rather"), new Heard.Word(2.0, "ill-disposed"));

        assertThat(StartErrors.of(segments, sound(4, VOICE), words)).isEmpty();
    }
}

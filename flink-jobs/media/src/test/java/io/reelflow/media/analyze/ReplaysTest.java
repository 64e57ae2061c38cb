package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.schemas.result.Source.Heat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplaysTest {
    private static final List<Heat> HEATS =
            List.of(new Heat(0, 10, 1), new Heat(10, 20, 0.2), new Heat(20, 30, 0.8), new Heat(30, 40, 0.2));

    @Test
    void whatIsReplayedMostIsOneAndWhatIsReplayedNoMoreThanTheRestIsNothing() {
        Replays replays = Replays.of(HEATS);

        assertThat(replays.of(20, 30)).isEqualTo(1, within(1e-9));
        assertThat(replays.of(15, 35)).as("mean 0.5, 0.4 over all").isEqualTo(0.25, within(1e-9));
        assertThat(replays.of(30, 40)).isZero();
    }

    @Test
    void thatEverybodyComesByTheBeginningSaysNothing() {
        assertThat(Replays.of(HEATS).of(0, 10)).isZero();
    }

    @Test
    void whereNobodyCountsNothingIsReplayed() {
        assertThat(Replays.of(null).of(0, 10)).isZero();
        assertThat(Replays.of(List.of(new Heat(10, 20, 0.5), new Heat(20, 30, 0.5)))
                        .of(10, 20))
                .isZero();
    }
}

package io.reelflow.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.bench.scale.MediaCosts.Stage;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MediaModelTest {
    private static final MediaCosts COSTS = new MediaCosts(
            60,
            0,
            0,
            1,
            List.of(
                    new Stage("downloading", 1, 0.5, 0),
                    new Stage("extracting_audio", 1, 1, 1),
                    new Stage("transcribing", 1, 4, 4),
                    new Stage("extracting_frames", 1, 3, 3),
                    new Stage("generating_clips", 4, 5, 5)));

    private static MediaModel.Outcome run(int machines, double cores, int rooms, int jobs) {
        return MediaModel.of(new MediaModel.Given(machines, cores, rooms, jobs, COSTS));
    }

    @Test
    void aJobAloneTakesItsLongestWay() {
        // Half a second, sound beside picture 5, four clips of five seconds by twos 10, and one second of nothing.
        assertThat(run(1, 2, 1, 1).runMean()).isCloseTo(0.5 + 5 + 10 + 1, within(1e-6));
    }

    @Test
    void aBacklogKeepsAllCoresBusy() {
        MediaModel.Outcome outcome = run(1, 2, 8, 200);
        assertThat(outcome.perSecond()).isCloseTo(2 / COSTS.cpu(), Percentage.withPercentage(5));
        assertThat(outcome.busy()).isGreaterThan(0.95);
    }

    @Test
    void machinesAddUpWhereRoomsDo() {
        double one = run(1, 4, 8, 64).perSecond();
        assertThat(run(4, 4, 32, 256).perSecond()).isCloseTo(4 * one, Percentage.withPercentage(10));
        assertThat(run(4, 4, 1, 16).perSecond()).isLessThan(one);
    }

    @Test
    void aLongerFilmHasMoreSpansAndAtMostTenClips() {
        MediaCosts longer = COSTS.of(600);
        assertThat(longer.stage("transcribing").parts()).isEqualTo(2);
        assertThat(longer.stage("transcribing").parts()
                        * longer.stage("transcribing").cpu())
                .isCloseTo(40, within(1e-6));
        assertThat(longer.stage("generating_clips").parts()).isEqualTo(10);
        assertThat(longer.stage("generating_clips").cpu()).isEqualTo(5);
    }
}

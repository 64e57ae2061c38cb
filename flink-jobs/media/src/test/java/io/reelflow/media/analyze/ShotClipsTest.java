package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShotClipsTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPlanKeepsItsConstraints(long seed) {
        var random = new Random(seed);
        var shots = new ArrayList<Shot>();
        double at = 0;
        for (int i = 0; i < random.nextInt(30); i++) {
            double end = at + 0.5 + 40 * random.nextDouble() * random.nextDouble();
            shots.add(new Shot(at, end));
            at = end;
        }
        double duration = Math.max(at, 0.1 + random.nextInt(40));
        JobOptions options = Requests.clips(5 + random.nextInt(60), 3 + random.nextInt(30), 2, 1 + random.nextInt(10));
        List<Stretch> chosen = ShotClips.choose(picture(shots, List.of()), options, duration);

        double shortest = Math.min(options.minClipDuration(), options.clipDuration());
        assertThat(chosen).hasSizeLessThanOrEqualTo(Math.min(3, options.maxClips()));
        assertThat(chosen.isEmpty()).isEqualTo(duration < Math.min(3, shortest));
        for (Stretch clip : chosen) {
            assertThat(clip.start()).isNotNegative();
            assertThat(clip.end()).isLessThanOrEqualTo(duration + 0.001);
            assertThat(clip.duration()).isBetween(Math.min(shortest, duration) - 0.003, options.clipDuration() + 0.001);
            assertThat(chosen).filteredOn(other -> !other.equals(clip)).allMatch(other -> other.overlap(clip) == 0);
        }
    }

    @Test
    void aShotWithAFaceComesFirst() {
        var shots = List.of(new Shot(0, 15), new Shot(15, 30), new Shot(30, 45));
        var face = new Face(20, 1, 10, 10, 50, 50, 0.9);
        List<Stretch> chosen = ShotClips.choose(picture(shots, List.of(face)), Requests.clips(20, 10, 2, 10), 45);
        assertThat(chosen.get(0).start()).isEqualTo(15);
        assertThat(chosen.get(0).reasons()).startsWith("a face");
    }

    private static Picture picture(List<Shot> shots, List<Face> faces) {
        return new Picture(640, 360, 100, shots, List.of(), faces);
    }
}

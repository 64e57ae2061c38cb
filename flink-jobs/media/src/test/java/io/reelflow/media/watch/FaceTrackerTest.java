package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.watch.FaceFinder.Found;
import io.reelflow.schemas.result.Picture.Face;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceTrackerTest {
    private final FaceTracker tracker = new FaceTracker();

    @Test
    void aFaceThatMovesKeepsItsTrack() {
        for (int i = 0; i < 10; i++) {
            tracker.accept(i * 0.25, 0, List.of(at(100 + 20 * i)));
        }

        assertThat(tracker.faces()).hasSize(10).extracting(Face::track).containsOnly(1);
    }

    @Test
    void twoFacesKeepTheirsInWhateverOrderTheyAreFound() {
        tracker.accept(0, 0, List.of(at(100), at(500)));
        tracker.accept(0.25, 0, List.of(at(505), at(95)));

        assertThat(tracker.faces())
                .filteredOn(face -> face.x() > 300)
                .extracting(Face::track)
                .containsOnly(2);
    }

    @Test
    void aFaceMissedOnceIsTheSameFace() {
        tracker.accept(0, 0, List.of(at(100)));
        tracker.accept(0.25, 0, List.of());
        tracker.accept(0.5, 0, List.of(at(110)));

        assertThat(tracker.faces()).extracting(Face::track).containsExactly(1, 1);
    }

    @Test
    void aFaceAwayForLongIsAnother() {
        tracker.accept(0, 0, List.of(at(100)));
        tracker.accept(5, 0, List.of(at(100)));

        assertThat(tracker.faces()).extracting(Face::track).containsExactly(1, 2);
    }

    @Test
    void aCutEndsEveryTrack() {
        tracker.accept(0, 0, List.of(at(100)));
        tracker.accept(0.25, 0.2, List.of(at(100)));

        assertThat(tracker.faces()).extracting(Face::track).containsExactly(1, 2);
    }

    private static Found at(double x) {
        return new Found(x, 50, 80, 100, 0.9);
    }
}

package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.watch.FaceFinder.Found;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import java.util.Arrays;
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
    void aFaceThatRunsKeepsItsTrack() {
        for (int i = 0; i < 10; i++) {
            tracker.accept(i * 0.25, 0, List.of(at(100 + 75 * i), at(1500)));
        }

        assertThat(tracker.faces())
                .filteredOn(face -> face.x() < 1000)
                .hasSize(10)
                .extracting(Face::track)
                .containsOnly(1);
    }

    @Test
    void aShotThatIsKnownLateCutsTracks() {
        for (int i = 0; i < 4; i++) {
            tracker.accept(i, 0, List.of(at(100)));
        }

        assertThat(tracker.faces(List.of(new Shot(0, 1.5), new Shot(1.5, 4, "dissolve"))))
                .extracting(Face::track)
                .containsExactly(1, 1, 2, 2);
    }

    @Test
    void whatIsLearntOfAFaceIsToldWithIt() {
        tracker.accept(0, 0, List.of(at(100), at(500)));
        tracker.tell(Arrays.asList(0.2, null), List.of(7.0, 8.0));
        tracker.accept(0.25, 0, List.of(at(100)));

        assertThat(tracker.faces()).extracting(Face::mouth).containsExactly(0.2, null, null);
        assertThat(tracker.faces()).extracting(Face::sharpness).containsExactly(7.0, 8.0, null);
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

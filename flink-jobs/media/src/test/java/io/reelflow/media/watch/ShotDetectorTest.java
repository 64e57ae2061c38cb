package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Picture.Shot;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShotDetectorTest {
    private static final int PLANE = ShotDetector.WIDTH * ShotDetector.HEIGHT;

    private final ShotDetector detector = new ShotDetector();

    @Test
    void aJumpInThePictureEndsAShot() {
        for (int i = 0; i < 50; i++) {
            detector.accept(i / 25.0, grey(i < 30 ? 40 : 160));
        }

        assertThat(detector.finish(2)).containsExactly(new Shot(0, 1.2), new Shot(1.2, 2));
    }

    @Test
    void steadyFastMotionIsNoCut() {
        for (int i = 0; i < 50; i++) {
            detector.accept(i / 25.0, grey(i % 2 == 0 ? 40 : 100));
        }

        assertThat(detector.finish(2)).containsExactly(new Shot(0, 2));
    }

    @Test
    void aFlashIsNotTwoShots() {
        for (int i = 0; i < 50; i++) {
            detector.accept(i / 25.0, grey(i == 30 ? 250 : 40));
        }

        assertThat(detector.finish(2)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void timesAreTheStreamsOwn() {
        for (int i = 0; i < 20; i++) {
            detector.accept(100 + i * i * 0.1, grey(i < 10 ? 40 : 160));
        }

        assertThat(detector.finish(140)).containsExactly(new Shot(100, 110), new Shot(110, 140));
    }

    @Test
    void aCutInTheLastFrameIsStillSeen() {
        for (int i = 0; i < 50; i++) {
            detector.accept(i / 25.0, grey(i < 49 ? 40 : 160));
        }

        assertThat(detector.finish(2)).hasSize(2);
    }

    @Test
    void noFramesAreNoShots() {
        assertThat(detector.finish(0)).isEmpty();
    }

    private static byte[] grey(int level) {
        byte[] yuv = new byte[3 * PLANE];
        Arrays.fill(yuv, (byte) 128);
        Arrays.fill(yuv, 0, PLANE, (byte) level);
        return yuv;
    }
}

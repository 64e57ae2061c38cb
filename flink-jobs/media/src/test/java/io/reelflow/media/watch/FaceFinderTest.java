package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceFinderTest {
    /** Loading it checks the shipped model's sha256. */
    @ParameterizedTest
    @CsvSource({"320, 180", "180, 320", "33, 320"})
    void anEmptyPictureHoldsNoFace(int width, int height) {
        try (FaceFinder finder = new FaceFinder(width, height);
                Mat picture = new Mat(height, width, CV_8UC3, new Scalar(90, 120, 200, 0))) {
            assertThat(finder.find(picture)).isEmpty();
        }
    }

    @Test
    void foundBoxesScaleToTheShownPicture() {
        assertThat(new FaceFinder.Found(10, 20, 30, 40, 0.8).scaled(4))
                .isEqualTo(new FaceFinder.Found(40, 80, 120, 160, 0.8));
    }
}

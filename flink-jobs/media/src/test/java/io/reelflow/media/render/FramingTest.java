package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {
    @ParameterizedTest
    @CsvSource({
        // source, wanted, crop, clip
        "1280, 720, 9:16, 1080p, face, 406, 720, 1080, 1920",
        "854, 480, 9:16, 1080p, center, 270, 480, 1080, 1920",
        "1920, 1080, 1:1, 720p, face, 1080, 1080, 720, 720",
        "1920, 1080, 16:9, 1080p, face, 1920, 1080, 1920, 1080",
        "640, 480, 16:9, 480p, face, 640, 360, 854, 480",
        "360, 640, 9:16, 1080p, face, 360, 640, 1080, 1920",
        "1080, 2160, 9:16, 480p, face, 1080, 1920, 480, 854",
        "321, 181, 9:16, 480p, face, 102, 181, 480, 854",
        "321, 181, source, 480p, face, 321, 181, 852, 480",
        "1280, 720, 9:16, 720p, none, 1280, 720, 720, 1280",
    })
    void theLargestPartOfTheWantedShapeIsTaken(
            int width,
            int height,
            String shape,
            String resolution,
            String reframe,
            int cropWidth,
            int cropHeight,
            int clipWidth,
            int clipHeight)
            throws Exception {
        Framing framing = Framing.of(width, height, Requests.options(shape, resolution, reframe));

        assertThat(framing)
                .isEqualTo(new Framing(
                        width,
                        height,
                        0,
                        0,
                        width - cropWidth,
                        height - cropHeight,
                        cropWidth,
                        cropHeight,
                        clipWidth,
                        clipHeight,
                        reframe.equals("none")));
    }

    @Test
    void sizesAreEvenAndTheCropLiesInTheSource() throws Exception {
        for (String shape : new String[] {"9:16", "1:1", "16:9", "source"}) {
            for (int width = 16; width < 2000; width += 37) {
                for (int height = 16; height < 2000; height += 41) {
                    Framing framing = Framing.of(width, height, Requests.options(shape, "720p", "face"));

                    assertThat(framing.width() % 2 + framing.height() % 2).isZero();
                    assertThat(framing.cropWidth()).isBetween(2, width);
                    assertThat(framing.cropHeight()).isBetween(2, height);
                }
            }
        }
    }

    @Test
    void aPictureOfOnePixelIsRefusedWithAReason() {
        assertThatThrownBy(() -> Framing.of(1, 1, Requests.options("9:16", "1080p", "face")))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_UNREADABLE))
                .hasMessageContaining("was 1x1");
    }
}

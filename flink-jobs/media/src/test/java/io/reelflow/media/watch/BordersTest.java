package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.Progress;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Box;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BordersTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        // content, what is around it
        "1280, 544, 0, 88",
        "404, 720, 438, 0",
        "960, 720, 160, 0",
    })
    void blackBordersAreNoPartOfThePicture(int width, int height, int left, int top) throws Exception {
        Box content = watch("testsrc2=s=" + width + "x" + height + ":r=5:d=2,pad=1280:720:" + left + ":" + top)
                .content();

        assertThat(content).isNotNull().satisfies(box -> {
            assertThat(box.x()).isBetween((double) left, left + 10.0);
            assertThat(box.y()).isBetween((double) top, top + 10.0);
            assertThat(box.x() + box.width()).isBetween(left + width - 10.0, left + width + 0.0);
            assertThat(box.y() + box.height()).isBetween(top + height - 10.0, top + height + 0.0);
        });
    }

    @Test
    void aPictureWithoutBordersIsTakenWhole() throws Exception {
        assertThat(watch("testsrc2=s=640x360:r=5:d=2").content()).isNull();
    }

    @Test
    void whatIsLitInFrontOfBlackHasNoBorders() throws Exception {
        Picture picture = watch(
                "color=black:s=640x360:r=5:d=2," + "geq=lum='if(lt(hypot(X-320,Y-180),90),200,16)':cb=128:cr=128");

        assertThat(picture.content()).isNull();
    }

    @Test
    void aBorderOnOneSideBelongsToThePicture() throws Exception {
        assertThat(watch("testsrc2=s=500x360:r=5:d=2,pad=640:360:0:0").content())
                .isNull();
    }

    @Test
    void blackAllThroughIsNoBorder() throws Exception {
        assertThat(watch("color=black:s=640x360:r=5:d=2").content()).isNull();
    }

    private Picture watch(String graph) throws Exception {
        Path film = Films.make(temp.resolve("a.mp4"), "-f", "lavfi", "-i", graph, "-pix_fmt", "yuv420p");
        WatchRequest request = new WatchRequest(film.toString(), Films.source(film, null), false, 2);
        return new WatchTask(Films.CONFIG).run(request, temp, Progress.NONE);
    }
}

package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.Progress;
import io.reelflow.schemas.result.Picture.Shot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films of two pictures, each moving a little, with one transition between second 2.5 and 3.5. */
class TransitionsTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"fadeblack, fade", "fadewhite, fade", "fade, dissolve"})
    void aSoftChangeIsOneShotsEndAndTheNextOnesStart(String xfade, String transition) throws Exception {
        List<Shot> shots = shots(joined(xfade, 1));

        assertThat(shots).hasSize(2);
        assertThat(shots.get(1).transition()).isEqualTo(transition);
        assertThat(shots.get(1).start()).isCloseTo(3, within(0.3));
        assertThat(shots.get(0).end()).isEqualTo(shots.get(1).start());
    }

    @Test
    void aHardCutIsFoundToTheFrame() throws Exception {
        List<Shot> shots = shots(joined("fade", 0.04));

        assertThat(shots).hasSize(2);
        assertThat(shots.get(1).transition()).isNull();
        assertThat(shots.get(1).start()).isCloseTo(2.5, within(0.081));
    }

    @Test
    void aFilmThatFadesInAndOutIsOneShot() throws Exception {
        Path film = Films.make(
                temp.resolve("a.mp4"),
                "-f",
                "lavfi",
                "-i",
                "testsrc=s=320x180:r=25:d=6,fade=in:d=1,fade=out:st=5:d=1",
                "-pix_fmt",
                "yuv420p");

        assertThat(shots(film)).hasSize(1);
    }

    @Test
    void blackThatACutLeadsToAndAFadeLeadsOutOfHasAnEndOfItsOwn() throws Exception {
        Path film = Films.make(
                temp.resolve("a.mp4"),
                "-f",
                "lavfi",
                "-i",
                "testsrc=s=320x180:r=25:d=3",
                "-f",
                "lavfi",
                "-i",
                "color=black:s=320x180:r=25:d=1",
                "-f",
                "lavfi",
                "-i",
                "smptehdbars=s=320x180:r=25:d=3,fade=in:d=0.8",
                "-filter_complex",
                "concat=n=3",
                "-pix_fmt",
                "yuv420p");

        List<Shot> shots = shots(film);

        assertThat(shots).hasSize(3);
        assertThat(shots.get(1).start()).isCloseTo(3, within(0.081));
        assertThat(shots.get(2).start()).isCloseTo(3.5, within(0.2));
        assertThat(shots.get(2).transition()).isEqualTo("fade");
    }

    @Test
    void aPictureThatGetsDarkerAndMovesAboutIsNoChangeOfShots() throws Exception {
        Path film = Films.make(
                temp.resolve("a.mp4"),
                "-f",
                "lavfi",
                "-i",
                "mandelbrot=s=640x360:r=25:start_scale=0.5",
                "-t",
                "6",
                "-vf",
                "eq=brightness='-0.35*between(t,2,3)*(t-2)-0.35*gt(t,3)':eval=frame",
                "-pix_fmt",
                "yuv420p");

        assertThat(shots(film)).hasSize(1);
    }

    private Path joined(String xfade, double duration) throws Exception {
        return Films.make(
                temp.resolve("a.mp4"),
                "-f",
                "lavfi",
                "-i",
                "testsrc=s=320x180:r=25:d=5",
                "-f",
                "lavfi",
                "-i",
                "smptehdbars=s=320x180:r=25:d=5,rotate=0.02*t",
                "-filter_complex",
                "xfade=" + xfade + ":duration=" + duration + ":offset=2.5",
                "-pix_fmt",
                "yuv420p");
    }

    private List<Shot> shots(Path film) throws Exception {
        WatchRequest request = new WatchRequest(film.toString(), Films.source(film, null), false, 2);
        return new WatchTask(Films.CONFIG).run(request, temp, Progress.NONE).shots();
    }
}

package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.Picture.Still;
import io.reelflow.schemas.result.Source;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTaskTest {
    @TempDir
    Path temp;

    private Path out = Path.of("");

    @BeforeEach
    void makeDirectory() throws IOException {
        out = Files.createDirectory(temp.resolve("out"));
    }

    @Test
    void slidesAreFoundWithTheirPicturesAtFullSize() throws Exception {
        Path film = Films.slides(temp.resolve("a.mp4"), 3, "navy", "maroon", "darkgreen");

        Picture picture = watch(film);

        assertThat(picture.frames()).isEqualTo(225);
        assertThat(picture.shots()).containsExactly(new Shot(0, 3), new Shot(3, 6), new Shot(6, 9));
        assertThat(picture.stills()).extracting(Still::image).containsExactly("1.png", "2.png", "3.png");
        assertThat(picture.stills().get(1).start()).isCloseTo(3, within(0.3));
        assertThat(picture.stills().get(2).end()).isCloseTo(9, within(0.05));
        BufferedImage second = png("2.png");
        assertThat(second.getWidth()).isEqualTo(320);
        assertThat(second.getHeight()).isEqualTo(180);
        assertThat(red(second, 25, 25)).isCloseTo(128, within(12));
        try (var files = Files.list(out)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void forSlidesAloneHalfTheFramesAreEnough() throws Exception {
        Path film = Films.slides(temp.resolve("a.mp4"), 4, "navy", "maroon", "darkgreen");
        WatchRequest request = new WatchRequest(film.toString(), Films.source(film, null), true, 2, false);
        List<Double> fractions = new ArrayList<>();

        Picture picture = new WatchTask(Films.CONFIG)
                .run(request, out, (stage, fraction, message, counters) -> fractions.add(fraction));

        assertThat(picture.frames()).isLessThan(200);
        assertThat(picture.stills()).hasSize(3);
        assertThat(picture.stills().get(1).start()).isCloseTo(4, within(0.1));
        assertThat(picture.stills().get(2).start()).isCloseTo(8, within(0.1));
        assertThat(fractions).isSorted().hasSizeGreaterThan(10).endsWith(1.0);
    }

    @Test
    void timesAreThoseOfTheContainer() throws Exception {
        Path film = Films.slides(temp.resolve("a.mkv"), 3, "navy", "maroon");
        Path late = Films.make(
                temp.resolve("late.ts"),
                "-i",
                film.toString(),
                "-c",
                "copy",
                "-muxdelay",
                "0",
                "-output_ts_offset",
                "5");

        Picture picture = watch(late);

        assertThat(picture.shots().get(0).start()).isCloseTo(5, within(0.1));
        assertThat(picture.shots().get(1).start()).isCloseTo(8, within(0.1));
    }

    @Test
    void framesOfUnequalLengthKeepTheirTimes() throws Exception {
        Path film = Films.slides(temp.resolve("a.mp4"), 4, "navy", "maroon");
        Path variable = Films.make(
                temp.resolve("v.mp4"),
                "-i",
                film.toString(),
                "-vf",
                "select='if(lt(t,4),not(mod(n,10)),not(mod(n,2)))'",
                "-fps_mode",
                "vfr");

        Picture picture = watch(variable);

        assertThat(picture.shots()).hasSize(2);
        assertThat(picture.shots().get(1).start()).isCloseTo(4, within(0.05));
    }

    @Test
    void aTurnedPictureIsSeenAsItIsShown() throws Exception {
        Path film = Films.slides(temp.resolve("a.mp4"), 3, "navy");
        Path turned =
                Films.make(temp.resolve("t.mp4"), "-display_rotation", "-90", "-i", film.toString(), "-c", "copy");

        Picture picture = watch(turned);

        assertThat(picture.width()).isEqualTo(180);
        assertThat(picture.height()).isEqualTo(320);
        assertThat(png("1.png").getHeight()).isEqualTo(320);
    }

    @Test
    void pixelsThatAreNotSquareAreStretched() throws Exception {
        Path film = Films.slides(temp.resolve("a.mp4"), 3, "navy");
        Path wide = Films.make(temp.resolve("w.mp4"), "-i", film.toString(), "-vf", "setsar=2");

        watch(wide);

        assertThat(png("1.png").getWidth()).isEqualTo(640);
    }

    @Test
    void withoutSlidesNoPictureIsWritten() throws Exception {
        Path film = Films.slides(temp.resolve("a.mp4"), 3, "navy", "maroon");
        WatchRequest request = new WatchRequest(film.toString(), Films.source(film, null), false, 2);

        Picture picture = new WatchTask(Films.CONFIG).run(request, out, Progress.NONE);

        assertThat(picture.stills()).isEmpty();
        assertThat(picture.shots()).hasSize(2);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void whatADamagedFileStillShowsIsWatched() throws Exception {
        Path film = Films.slides(temp.resolve("a.mkv"), 3, "navy", "maroon", "darkgreen");
        Source source = Films.source(film, null);
        byte[] bytes = Files.readAllBytes(film);
        Path cut = Files.write(temp.resolve("cut.mkv"), Arrays.copyOf(bytes, bytes.length * 2 / 3));

        Picture picture =
                new WatchTask(Films.CONFIG).run(new WatchRequest(cut.toString(), source, true, 2), out, Progress.NONE);

        assertThat(picture.frames()).isBetween(1L, 224L);
        assertThat(picture.stills()).isNotEmpty();
    }

    @Test
    void progressRisesToItsEndAndCounts() throws Exception {
        Path film = Films.slides(temp.resolve("a.mp4"), 3, "navy", "maroon");
        List<Double> fractions = new ArrayList<>();
        List<Long> slides = new ArrayList<>();
        WatchRequest request = new WatchRequest(film.toString(), Films.source(film, null), true, 2);

        new WatchTask(Films.CONFIG).run(request, out, (stage, fraction, message, counters) -> {
            assertThat(stage).isEqualTo(Stage.EXTRACTING_FRAMES);
            fractions.add(fraction);
            slides.add(counters == null || counters.totalSlides() == null ? -1 : counters.totalSlides());
        });

        assertThat(fractions).isSorted().hasSizeGreaterThan(10).endsWith(1.0);
        assertThat(slides).isSorted().endsWith(2L);
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        Path film = Films.slides(temp.resolve("a.mp4"), 3, "navy");
        WatchRequest request = new WatchRequest(film.toString(), Films.source(film, null), true, 2);

        assertThatThrownBy(() -> new WatchTask(Films.CONFIG)
                        .run(
                                request,
                                out,
                                (stage, fraction, message, counters) ->
                                        Thread.currentThread().interrupt()))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aPageThatClaimsToBeAVideoIsUnreadable() throws Exception {
        Path film = Films.slides(temp.resolve("a.mp4"), 1, "navy");
        Path page = Files.writeString(temp.resolve("page.mp4"), "<!DOCTYPE html><title>404</title>");

        assertThatThrownBy(() -> watch(page, Films.source(film, null))).satisfies(hasCode(ErrorCode.MEDIA_UNREADABLE));
    }

    @Test
    void aPlaylistThatClaimsToBeAVideoReadsNoOtherFile() throws Exception {
        Path film = Films.slides(temp.resolve("a.ts"), 1, "navy");
        Path playlist = Files.writeString(
                temp.resolve("list.mp4"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + film + "\n#EXT-X-ENDLIST\n");

        assertThatThrownBy(() -> watch(playlist, Films.source(film, null)))
                .satisfies(hasCode(ErrorCode.MEDIA_UNREADABLE));
    }

    @Test
    void soundAloneIsNoPicture() throws Exception {
        Path film = Films.slides(temp.resolve("a.mp4"), 1, "navy");
        Path sound = Films.make(temp.resolve("s.m4a"), "-f", "lavfi", "-i", "sine=d=1");

        assertThatThrownBy(() -> watch(sound, Films.source(film, null))).satisfies(hasCode(ErrorCode.MEDIA_EMPTY));
    }

    private Picture watch(Path film) throws Exception {
        return watch(film, Films.source(film, null));
    }

    private Picture watch(Path film, Source source) throws Exception {
        return new WatchTask(Films.CONFIG).run(new WatchRequest(film.toString(), source, true, 2), out, Progress.NONE);
    }

    private BufferedImage png(String name) throws IOException {
        return ImageIO.read(out.resolve(name).toFile());
    }

    private static int red(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) >> 16 & 0xff;
    }

    private static Consumer<Throwable> hasCode(ErrorCode code) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}

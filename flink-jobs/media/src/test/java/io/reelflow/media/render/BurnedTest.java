package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.Progress;
import io.reelflow.media.watch.Films;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobOptions.Captions;
import io.reelflow.schemas.job.JobOptions.Watermark;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.IntPredicate;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is drawn into a clip, by its pixels: over plain grey, so that all that is not grey is drawn. */
class BurnedTest {
    @TempDir
    Path temp;

    private Path film = Path.of("");

    @BeforeEach
    void makeFilm() throws Exception {
        film = Films.make(
                temp.resolve("grey.mp4"),
                "-f",
                "lavfi",
                "-i",
                "color=0x969696:s=320x180:r=25:d=4",
                "-pix_fmt",
                "yuv420p");
    }

    @Test
    void theSpokenWordIsLit() throws Exception {
        render(new Captions(true, "karaoke", "bottom"), null, false);

        // Words begin at 0, 0.5, 1 and 1.5 seconds.
        BufferedImage first = frame(0.25);
        BufferedImage last = frame(1.7);
        for (BufferedImage frame : List.of(first, last)) {
            assertThat(count(frame, BurnedTest::yellow))
                    .isBetween(count(frame, BurnedTest::white) / 6, count(frame, BurnedTest::white));
        }
        assertThat(share(first, BurnedTest::yellow, 0, 0, 0.5, 1)).isEqualTo(1);
        assertThat(share(last, BurnedTest::yellow, 0.5, 0, 1, 1)).isEqualTo(1);
    }

    @Test
    void plainIsWhiteAndBoxedHasABox() throws Exception {
        render(new Captions(true, "plain", "bottom"), null, false);
        BufferedImage plain = frame(1);
        render(new Captions(true, "boxed", "bottom"), null, false);
        BufferedImage boxed = frame(1);

        assertThat(count(plain, BurnedTest::white)).isGreaterThan(1000);
        assertThat(count(plain, BurnedTest::yellow) + count(boxed, BurnedTest::yellow))
                .isZero();
        assertThat(count(boxed, rgb -> red(rgb) < 120)).isGreaterThan(2 * count(plain, rgb -> red(rgb) < 120));
    }

    @ParameterizedTest
    @CsvSource({"top, 0, 0.34", "middle, 0.33, 0.67", "bottom, 0.6, 0.9"})
    void captionsAreWhereTheyAreWanted(String position, double top, double bottom) throws Exception {
        render(new Captions(true, "plain", position), null, false);

        BufferedImage frame = frame(1);
        assertThat(share(frame, BurnedTest::white, 0, top, 1, bottom)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"top-left, 0, 0", "top-right, 0.5, 0", "bottom-left, 0, 0.5", "bottom-right, 0.5, 0.5"})
    void theWatermarkIsInItsCorner(String position, double left, double top) throws Exception {
        render(new Captions(false, "plain", "bottom"), new Watermark("WWW", position), false);

        assertThat(share(frame(0.5), rgb -> red(rgb) > 175, left, top, left + 0.5, top + 0.5))
                .isEqualTo(1);
    }

    @Test
    void theProgressBarGrowsToTheEnd() throws Exception {
        render(new Captions(false, "plain", "bottom"), null, true);

        assertThat(bar(0.5)).isCloseTo(0.25, within(0.03));
        assertThat(bar(1)).isCloseTo(0.5, within(0.03));
        assertThat(bar(1.72)).isCloseTo(0.86, within(0.03));
    }

    @Test
    void aLineOfHebrewBeginsAtTheRight() throws Exception {
        render(new Captions(true, "karaoke", "bottom"), null, false, "שלום", "Hello");

        assertThat(share(frame(0.25), BurnedTest::yellow, 0.5, 0, 1, 1)).isEqualTo(1);
    }

    @Test
    void withoutAnyOfThemNothingIsDrawn() throws Exception {
        render(new Captions(false, "karaoke", "bottom"), null, false);

        BufferedImage frame = frame(1);
        assertThat(count(frame, rgb -> white(rgb) || yellow(rgb) || dark(rgb))).isZero();
    }

    private void render(Captions captions, @Nullable Watermark mark, boolean bar) throws Exception {
        render(captions, mark, bar, "MMM", "WWW", "HHH", "KKK");
    }

    private void render(Captions captions, @Nullable Watermark mark, boolean bar, String... words) throws Exception {
        JobOptions options = Requests.options("mp4", "480p", "9:16", "face", captions, mark, bar);
        Path out = Files.createTempDirectory(temp, "out");
        RenderRequest request = new RenderRequest(
                film.toString(),
                Films.source(film, null),
                Requests.clip(1, 3),
                null,
                List.of(Requests.segment(1, words)),
                options);
        new RenderTask(Films.CONFIG).run(request, out, Progress.NONE);
        Files.move(out.resolve("clip-1.mp4"), temp.resolve("clip.mp4"), StandardCopyOption.REPLACE_EXISTING);
    }

    private BufferedImage frame(double time) throws Exception {
        Path file = Films.make(
                Files.createTempDirectory(temp, "frame").resolve("f.png"),
                "-ss",
                String.valueOf(time),
                "-i",
                temp.resolve("clip.mp4").toString(),
                "-frames:v",
                "1");
        return ImageIO.read(file.toFile());
    }

    /** How far the lowest row is yellow. */
    private double bar(double time) throws Exception {
        BufferedImage frame = frame(time);
        int x = 0;
        while (x < frame.getWidth() && yellow(frame.getRGB(x, frame.getHeight() - 2))) {
            x++;
        }
        return (double) x / frame.getWidth();
    }

    private static int count(BufferedImage frame, IntPredicate colour) {
        int count = 0;
        for (int y = 0; y < frame.getHeight(); y++) {
            for (int x = 0; x < frame.getWidth(); x++) {
                count += colour.test(frame.getRGB(x, y)) ? 1 : 0;
            }
        }
        return count;
    }

    /** Of the pixels of a colour, the share that lies in a part of the picture; sides as shares of it. */
    private static double share(
            BufferedImage frame, IntPredicate colour, double left, double top, double right, double bottom) {
        int inside = 0;
        for (int y = (int) (top * frame.getHeight()); y < bottom * frame.getHeight(); y++) {
            for (int x = (int) (left * frame.getWidth()); x < right * frame.getWidth(); x++) {
                inside += colour.test(frame.getRGB(x, y)) ? 1 : 0;
            }
        }
        return (double) inside / count(frame, colour);
    }

    private static boolean yellow(int rgb) {
        return red(rgb) > 170 && green(rgb) > 140 && blue(rgb) < 110;
    }

    private static boolean white(int rgb) {
        return red(rgb) > 200 && green(rgb) > 200 && blue(rgb) > 200;
    }

    private static boolean dark(int rgb) {
        return red(rgb) < 80 && green(rgb) < 80 && blue(rgb) < 80;
    }

    private static int red(int rgb) {
        return rgb >> 16 & 0xff;
    }

    private static int green(int rgb) {
        return rgb >> 8 & 0xff;
    }

    private static int blue(int rgb) {
        return rgb & 0xff;
    }
}

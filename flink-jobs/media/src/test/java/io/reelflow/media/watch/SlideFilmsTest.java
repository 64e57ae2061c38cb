package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.Progress;
import io.reelflow.media.watch.Deck.Shown;
import io.reelflow.schemas.result.Picture.Still;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slides in films made for it: what is told is when each slide is shown, whatever moves on it. */
class SlideFilmsTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    /** A small film in a corner that never rests. */
    private static final String INSET = "testsrc2=s=112x112:r=10[inset];[in][inset]overlay=516:236:shortest=1[out]";

    private static final String POINTER =
            "color=red:s=8x12:r=10[pointer];[in][pointer]overlay=x='300+200*sin(t*1.7)':y='180+90*cos(t)':shortest=1[out]";

    private static final String NOISE = "[in]noise=alls=7:allf=t[out]";

    @TempDir
    Path temp;

    private Path out = Path.of("");
    private List<Path> slides = List.of();

    @BeforeEach
    void draw() throws Exception {
        out = Files.createDirectory(temp.resolve("out"));
        Deck deck = deck();
        slides = List.of(
                deck.slide("Streams", "A stream never ends", "State is what is kept"),
                deck.slide("Time", "Event time is not processing time", "A watermark says what is over"),
                deck.coloured("navy", "white", "Checkpoints", "Barriers flow with the data", "Nothing waits for all"));
    }

    private Deck deck() throws IOException {
        return new Deck(Files.createTempDirectory(temp, "deck"), WIDTH, HEIGHT);
    }

    @Test
    void aHardCutIsKnownToTheFrame() throws Exception {
        List<Still> stills = watch(deck().film(shown(4.3, 3.7, 4)));

        assertThat(stills).extracting(Still::start).containsExactly(0.0, 4.3, 8.0);
        assertThat(stills).extracting(Still::end).containsExactly(4.3, 8.0, 12.0);
    }

    @Test
    void whateverMovesOnThemSlidesAreTheSame() throws Exception {
        List<Still> stills = watch(deck().film(shown(6, 7, 6), 0.8, INSET, POINTER, NOISE));

        assertThat(stills).hasSize(3);
        assertThat(stills.get(0).end()).isCloseTo(6, within(0.5));
        assertThat(stills.get(1).start()).isCloseTo(6.8, within(0.5));
        assertThat(stills.get(1).end()).isCloseTo(13, within(0.5));
        assertThat(stills.get(2).start()).isCloseTo(13.8, within(0.5));
        assertThat(stills).extracting(Still::sameAs).containsOnlyNulls();
    }

    @Test
    void aSlideInWhichAFilmPlaysForAWhileIsOne() throws Exception {
        String film = "testsrc2=s=240x135:r=10[inside];"
                + "[in][inside]overlay=350:180:shortest=1:enable='between(t,7,13)'[out]";

        List<Still> stills = watch(deck().film(shown(4, 12, 4), film));

        assertThat(stills)
                .extracting(Still::start)
                .satisfiesExactly(
                        start -> assertThat(start).isZero(),
                        start -> assertThat(start).isCloseTo(4, within(0.3)),
                        start -> assertThat(start).isCloseTo(16, within(0.3)));
    }

    @Test
    void ofASlideBuiltLineByLineTheLastStateIsKept() throws Exception {
        Deck deck = deck();
        Path one = deck.slide("Agenda", "First we look back");
        Path two = deck.slide("Agenda", "First we look back", "Then we look around");
        Path three = deck.slide("Agenda", "First we look back", "Then we look around", "At last we look ahead");

        List<Still> stills = watch(deck.film(
                List.of(new Shown(one, 3), new Shown(two, 3), new Shown(three, 3), new Shown(slides.get(2), 4))));

        assertThat(stills).extracting(Still::start).containsExactly(0.0, 9.0);
        assertThat(difference("1.png", three)).isLessThan(4);
    }

    @Test
    void aSlideShownAgainPointsToItsFirstImage() throws Exception {
        Path first = slides.get(0);
        Path second = slides.get(1);
        List<Still> stills = watch(deck().film(
                        List.of(new Shown(first, 4), new Shown(second, 4), new Shown(first, 4), new Shown(second, 3)),
                        INSET));

        assertThat(stills).extracting(Still::index).containsExactly(1, 2, 3, 4);
        assertThat(stills).extracting(Still::sameAs).containsExactly(null, null, 1, 2);
        assertThat(stills).extracting(Still::image).containsExactly("1.png", "2.png", "1.png", "2.png");
        try (var files = Files.list(out)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void pagesThatDifferInTheirLinesOnlyAreNotTheSame() throws Exception {
        Deck deck = deck();
        List<Still> stills = watch(deck.film(List.of(
                new Shown(deck.slide("Results", "Latency fell by a third"), 4),
                new Shown(deck.slide("Results", "Throughput rose by half"), 4))));

        assertThat(stills).hasSize(2).extracting(Still::sameAs).containsOnlyNulls();
    }

    @Test
    void aFilmHasNoSlides() throws Exception {
        Path film = Films.make(
                temp.resolve("film.mp4"),
                "-f",
                "lavfi",
                "-i",
                "mandelbrot=s=640x360:r=10",
                "-t",
                "12",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p");

        assertThat(watch(film)).isEmpty();
    }

    @Test
    void theImageIsNotTheFirstOfTheFade() throws Exception {
        watch(deck().film(shown(5, 5, 5), 1));

        assertThat(difference("1.png", slides.get(0))).isLessThan(4);
        assertThat(difference("2.png", slides.get(1))).isLessThan(4);
    }

    private List<Shown> shown(double... seconds) {
        return List.of(
                new Shown(slides.get(0), seconds[0]),
                new Shown(slides.get(1), seconds[1]),
                new Shown(slides.get(2), seconds[2]));
    }

    private List<Still> watch(Path film) throws Exception {
        return new WatchTask(Films.CONFIG)
                .run(new WatchRequest(film.toString(), Films.source(film, null), true, 2), out, Progress.NONE)
                .stills();
    }

    /** Mean difference of a colour, 0–255. */
    private double difference(String name, Path slide) throws IOException {
        BufferedImage found = ImageIO.read(out.resolve(name).toFile());
        BufferedImage truth = ImageIO.read(slide.toFile());
        long sum = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs((found.getRGB(x, y) >> shift & 0xff) - (truth.getRGB(x, y) >> shift & 0xff));
                }
            }
        }
        return sum / (3.0 * WIDTH * HEIGHT);
    }
}

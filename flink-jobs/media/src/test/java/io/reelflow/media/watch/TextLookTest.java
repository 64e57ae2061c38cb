package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.Progress;
import io.reelflow.schemas.result.Picture.Writing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextLookTest {
    @TempDir
    Path temp;

    @Test
    void theLinesOfASlideAreFoundWhereAndWhileTheyStand() throws Exception {
        Deck deck = new Deck(Files.createDirectory(temp.resolve("deck")), 1280, 720);
        Path slide = deck.slide(
                "What a stream is", "It never ends, and what is kept of it is state", "A watermark says what is over");
        Path red = Films.make(temp.resolve("red.png"), "-f", "lavfi", "-i", "color=red:s=1280x720", "-frames:v", "1");
        Path film =
                deck.film(List.of(new Deck.Shown(slide, 4), new Deck.Shown(red, 3)), "[in]noise=alls=7:allf=t[out]");

        List<Writing> writing = writing(film);

        assertThat(writing).singleElement().satisfies(text -> {
            assertThat(text.start()).isLessThan(1);
            assertThat(text.end()).isCloseTo(4, within(0.6));
            assertThat(text.x()).isCloseTo(64, within(12.0));
            assertThat(text.y()).isCloseTo(55, within(20.0));
            assertThat(text.width()).isBetween(800.0, 1150.0);
            assertThat(text.y() + text.height()).isCloseTo(285, within(25.0));
        });
    }

    @Test
    void aFilmAndAnEmptyPictureHoldNoText() throws Exception {
        assertThat(writing(lavfi("mandelbrot=s=640x360:r=10"))).isEmpty();
        assertThat(writing(lavfi("gradients=s=640x360:r=10:speed=0.01"))).isEmpty();
        assertThat(writing(lavfi("color=white:s=640x360:r=10"))).isEmpty();
    }

    @Test
    void aTableOfRulesIsNoText() throws Exception {
        assertThat(writing(lavfi("color=white:s=640x360:r=10,drawgrid=w=160:h=60:t=3:c=black")))
                .isEmpty();
    }

    private Path lavfi(String source) throws Exception {
        Path file = Files.createTempDirectory(temp, "film").resolve("film.mp4");
        return Films.make(file, "-f", "lavfi", "-i", source, "-t", "4", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
    }

    private List<Writing> writing(Path film) throws Exception {
        WatchRequest request = new WatchRequest(film.toString(), Films.source(film, null), false, 2);
        List<Writing> found = new WatchTask(Films.CONFIG)
                .run(request, Files.createTempDirectory(temp, "out"), Progress.NONE)
                .writing();
        return Objects.requireNonNull(found);
    }
}

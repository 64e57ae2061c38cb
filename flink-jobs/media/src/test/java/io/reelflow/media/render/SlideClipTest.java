package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.Progress;
import io.reelflow.media.watch.Deck;
import io.reelflow.media.watch.Films;
import io.reelflow.media.watch.WatchRequest;
import io.reelflow.media.watch.WatchTask;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Clip.Crop;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.Picture.Writing;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slide in an upright clip: no line of it is cut. */
class SlideClipTest {
    private static final Shot SHOT = new Shot(0, 10);

    @TempDir
    Path temp;

    @Test
    void aSlideIsShownWholeAndWhatFollowsIsCroppedFromItsFirstFrameOn() throws Exception {
        Deck deck = new Deck(Files.createDirectory(temp.resolve("deck")), 1280, 720);
        Path slide = deck.slide("A title", "A line that is far wider than an upright crop", "And another such line");
        Path red = Films.make(temp.resolve("red.png"), "-f", "lavfi", "-i", "color=red:s=1280x720", "-frames:v", "1");
        Path film = deck.film(List.of(new Deck.Shown(slide, 4), new Deck.Shown(red, 3)));
        Path out = Files.createDirectory(temp.resolve("out"));
        Picture picture = new WatchTask(Films.CONFIG)
                .run(new WatchRequest(film.toString(), Films.source(film, null), false, 2), out, Progress.NONE);

        Clip clip = new RenderTask(Films.CONFIG)
                .run(
                        new RenderRequest(
                                film.toString(),
                                Films.source(film, null),
                                Requests.clip(1, 6),
                                picture,
                                List.of(),
                                Requests.options("9:16", "480p", "face")),
                        out,
                        Progress.NONE);

        assertThat(clip.cropPath()).extracting(Crop::width).containsExactly(1280.0, 1280.0, 406.0, 406.0);
        assertThat(clip.cropPath().get(2).time()).isCloseTo(4, within(0.01));
        Path mp4 = out.resolve("clip-1.mp4");
        BufferedImage shown = frame(mp4, 1);
        assertThat(difference(shown, slide))
                .as("the slide across the whole width")
                .isLessThan(12);
        assertThat(shown.getRGB(240, 20) & 0xff)
                .as("blurred and darkened ground")
                .isBetween(90, 150);
        assertThat(red(frame(mp4, 2.9))).as("last frames of the slide").isLessThan(160);
        assertThat(red(frame(mp4, 3.05))).as("first frames of the red picture").isGreaterThan(200);
    }

    @Test
    void textThatFitsIntoTheCropIsNoReason() throws Exception {
        assertThat(whole(new Writing(0, 10, 400, 100, 300, 200))).isFalse();
        assertThat(whole(new Writing(0, 10, 100, 100, 900, 200))).isTrue();
        assertThat(whole(new Writing(0, 4, 100, 100, 900, 200)))
                .as("for less than half of the shot")
                .isFalse();
    }

    @Test
    void aFaceThatFillsThePictureIsShownAndASmallOneInACornerIsNot() throws Exception {
        Writing text = new Writing(0, 10, 100, 100, 900, 200);
        assertThat(whole(text, new Face(2, 1, 900, 100, 200, 260, 0.9))).isFalse();
        assertThat(whole(text, new Face(2, 1, 1100, 560, 90, 120, 0.9))).isTrue();
    }

    private static boolean whole(Writing text, Face... faces) throws Exception {
        Picture picture =
                new Picture(1280, 720, 250, List.of(SHOT), List.of(), List.of(faces), List.of(), null, List.of(text));
        Framing framing = Framing.of(1280, 720, Requests.options("9:16", "1080p", "face"));
        return WholePicture.is(SHOT, picture, framing);
    }

    private static int red(BufferedImage frame) {
        return frame.getRGB(240, 20) >> 16 & 0xff;
    }

    /** Mean difference to the slide, where it must be: in the middle, as wide as the clip. */
    private double difference(BufferedImage shown, Path slide) throws Exception {
        int height = shown.getWidth() * 9 / 16;
        Path small = Films.make(
                temp.resolve("small.png"), "-i", slide.toString(), "-vf", "scale=" + shown.getWidth() + ":" + height);
        BufferedImage truth = ImageIO.read(small.toFile());
        int top = (shown.getHeight() - height) / 2;
        long sum = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < truth.getWidth(); x++) {
                sum += Math.abs((shown.getRGB(x, top + y) & 0xff) - (truth.getRGB(x, y) & 0xff));
            }
        }
        return (double) sum / height / truth.getWidth();
    }

    private BufferedImage frame(Path clip, double time) throws Exception {
        Path file = Films.make(
                temp.resolve("at" + time + ".png"),
                "-ss",
                String.valueOf(time),
                "-i",
                clip.toString(),
                "-frames:v",
                "1");
        return ImageIO.read(file.toFile());
    }
}

package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.Progress;
import io.reelflow.media.watch.Films;
import io.reelflow.media.watch.WatchRequest;
import io.reelflow.media.watch.WatchTask;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Clip.Crop;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a film to the path of its crop, and on to the clip's pixels; the face is the sample talk's. */
class ReframeTest {
    private static final JobOptions OPTIONS = Requests.options("9:16", "480p", "face");
    private static final Path TALK = Path.of("..", "..", "deploy", "local", "demo", "talk.mp4");

    @TempDir
    Path temp;

    @Test
    void aFaceThatWalksIsInTheCropInEveryFrame() throws Exception {
        Path film = Films.make(
                temp.resolve("walk.mp4"),
                "-f",
                "lavfi",
                "-i",
                "color=0x405060:s=1280x720:r=25:d=12",
                "-i",
                portrait().toString(),
                "-filter_complex",
                "overlay=x='490+430*sin(0.55*t)':y='200+60*sin(t)'",
                "-pix_fmt",
                "yuv420p");
        List<Crop> path = path(film);

        double before = CropCommands.at(path, 0).x();
        for (double time = 0; time < 11.9; time += 0.04) {
            Crop crop = CropCommands.at(path, time);
            // The face is a little left of the middle of the portrait.
            double face = 490 + 430 * Math.sin(0.55 * time) + 140;
            assertThat(face).as("at %s s", time).isBetween(crop.x() + 60, crop.x() + crop.width() - 60);
            assertThat(Math.abs(crop.x() - before))
                    .isLessThanOrEqualTo(CameraMove.MAX_SPEED * crop.width() * 0.04 + 0.2);
            before = crop.x();
        }
    }

    @Test
    void ofTwoFacesTheOneWhoseMouthMovesIsShownAndTheCropCuts() throws Exception {
        Path portrait = portrait();
        // The mouth of the left one moves in the first five seconds, that of the right one in the last.
        String speaker = "[%d]split[%s0][%s1];[%s1]crop=70:40:110:128[%s2];[%s0][%s2]"
                + "overlay=x=110:y='128+4*sin(26*t)*between(t,%d,%d)'[%s]";
        Path film = Films.make(
                temp.resolve("two.mp4"),
                "-f",
                "lavfi",
                "-i",
                "color=0x405060:s=1280x720:r=25:d=10",
                "-loop",
                "1",
                "-framerate",
                "25",
                "-t",
                "10",
                "-i",
                portrait.toString(),
                "-loop",
                "1",
                "-framerate",
                "25",
                "-t",
                "10",
                "-i",
                portrait.toString(),
                "-filter_complex",
                String.format(speaker, 1, "a", "a", "a", "a", "a", "a", 0, 5, "left") + ";"
                        + String.format(speaker, 2, "b", "b", "b", "b", "b", "b", 5, 10, "right")
                        + ";[0][left]overlay=100:200[l];[l][right]overlay=880:200",
                "-pix_fmt",
                "yuv420p");

        List<Crop> path = path(film);

        int right = 0;
        for (int i = 0; i < 250; i++) {
            double middle = CropCommands.at(path, i / 25.0).x() + 203;
            assertThat(middle < 500 || middle > 780)
                    .as("between them at frame %d", i)
                    .isTrue();
            right += (middle > 640) == (i >= 125) ? 1 : 0;
        }
        assertThat(right / 250.0).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void aCutOfTheCropComesWithTheFrameOfTheCut() throws Exception {
        // Left is green for 2 seconds, then right; where it is not green it is red.
        Path film = Films.make(
                temp.resolve("sides.mp4"),
                "-f",
                "lavfi",
                "-i",
                "color=red:s=1280x720:r=25:d=4",
                "-f",
                "lavfi",
                "-i",
                "color=lime:s=640x720:r=25:d=4",
                "-filter_complex",
                "overlay=x='if(lt(t,1.99),0,640)'",
                "-pix_fmt",
                "yuv420p");
        Picture picture = Requests.face(4, List.of(new Shot(0, 2), new Shot(2, 4)), t -> t < 2 ? 250 : 930);
        RenderRequest request = new RenderRequest(
                film.toString(), Films.source(film, null), Requests.clip(0.5, 3.5), picture, List.of(), OPTIONS);

        new RenderTask(Films.CONFIG).run(request, temp, Progress.NONE);

        byte[] pixels = Files.readAllBytes(Films.make(
                temp.resolve("pixels.raw"),
                "-i",
                temp.resolve("clip-1.mp4").toString(),
                "-vf",
                "scale=1:1:flags=area",
                "-t",
                "2.8",
                "-pix_fmt",
                "rgb24",
                "-f",
                "rawvideo"));
        assertThat(pixels.length).isBetween(69 * 3, 71 * 3);
        for (int i = 0; i < pixels.length; i += 3) {
            assertThat(pixels[i] & 0xff).as("red of frame %d", i / 3).isLessThan(30);
            assertThat(pixels[i + 1] & 0xff).as("green of frame %d", i / 3).isGreaterThan(200);
        }
    }

    @Test
    void withoutAFaceTheThumbnailIsBetweenTheFades() {
        List<Shot> shots = List.of(new Shot(0, 3), new Shot(3, 9, "dissolve"), new Shot(9, 12, "fade"));

        assertThat(ThumbnailTime.of(1, 11, new Picture(1280, 720, 250, shots, List.of(), List.of()), List.of()))
                .hasValue(5);
        assertThat(ThumbnailTime.of(4, 8, new Picture(1280, 720, 250, shots, List.of(), List.of()), List.of()))
                .isEmpty();
    }

    @Test
    void theThumbnailIsTheSharpestFaceAndNotInAFade() {
        List<Face> faces = List.of(
                new Face(2, 1, 600, 200, 100, 120, 0.9, null, 100.0),
                new Face(4, 1, 600, 200, 100, 120, 0.9, null, 900.0),
                new Face(6, 1, 600, 200, 100, 120, 0.9, null, 950.0),
                new Face(8, 1, 600, 200, 100, 120, 0.9, null, 50.0));
        List<Shot> shots = List.of(new Shot(0, 6.2), new Shot(6.2, 10, "fade"));

        assertThat(ThumbnailTime.of(0, 10, new Picture(1280, 720, 250, shots, List.of(), faces), List.of()))
                .hasValue(4);
    }

    private List<Crop> path(Path film) throws Exception {
        Source source = Films.source(film, null);
        Picture picture = new WatchTask(Films.CONFIG)
                .run(new WatchRequest(film.toString(), source, false, 2), temp, Progress.NONE);
        double end = picture.shots().get(picture.shots().size() - 1).end();
        return new CropPath(Framing.of(1280, 720, picture.content(), OPTIONS)).between(0, end, picture, List.of());
    }

    /** 300 pixels wide and high. */
    private Path portrait() throws Exception {
        return Films.make(
                temp.resolve("portrait.png"),
                "-ss",
                "33",
                "-i",
                TALK.toString(),
                "-frames:v",
                "1",
                "-vf",
                "crop=300:300:930:370");
    }
}

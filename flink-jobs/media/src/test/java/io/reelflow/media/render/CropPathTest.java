package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Clip.Crop;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Picture.Box;
import io.reelflow.schemas.result.Picture.Face;
import io.reelflow.schemas.result.Picture.Focus;
import io.reelflow.schemas.result.Picture.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CropPathTest {
    private static final List<Shot> ONE_SHOT = List.of(new Shot(0, 20));

    private CropPath paths;

    @BeforeEach
    void uprightOfWide() throws Exception {
        paths = new CropPath(Framing.of(1280, 720, Requests.options("9:16", "1080p", "face")));
    }

    @Test
    void withoutAFaceTheCropIsTheMiddleAndStays() {
        assertThat(paths.between(2, 8, null, List.of()))
                .containsExactly(new Crop(2, 437, 0, 406, 720), new Crop(8, 437, 0, 406, 720));
    }

    @Test
    void aFaceThatSwaysALittleDoesNotMoveTheCrop() {
        Picture picture = Requests.face(20, ONE_SHOT, t -> 800 + 40 * Math.sin(3 * t));

        List<Crop> path = paths.between(2, 8, picture, List.of());

        assertThat(path).hasSize(2).extracting(Crop::x).containsOnly(path.get(0).x());
        assertThat(path.get(0).x()).isCloseTo(800 + 50 - 203, within(40.0));
    }

    @Test
    void aFaceThatWalksStaysInTheCropAndTheCropMovesEvenly() {
        Picture picture = Requests.face(20, ONE_SHOT, t -> 600 + 400 * Math.sin(0.6 * t));

        List<Crop> path = paths.between(0, 20, picture, List.of());

        double before = path.get(0).x();
        double speed = 0;
        for (double time = 0.04; time < 20; time += 0.04) {
            double face = 600 + 400 * Math.sin(0.6 * Math.min(time, 19.75)) + 50;
            Crop crop = CropCommands.at(path, time);
            assertThat(face).isBetween(crop.x() + 50, crop.x() + crop.width() - 50);
            double step = crop.x() - before;
            assertThat(step - speed).as("change of speed at %s", time).isBetween(-6.0, 6.0);
            speed = step;
            before = crop.x();
        }
    }

    @Test
    void theCropJumpsWhereTheShotDoes() {
        Picture picture = Requests.face(20, List.of(new Shot(0, 10), new Shot(10, 20)), t -> t < 10 ? 200 : 1000);

        List<Crop> path = paths.between(5, 15, picture, List.of());

        assertThat(CropCommands.at(path, 9.99).x()).isEqualTo(47);
        assertThat(CropCommands.at(path, 10.0).x()).isEqualTo(847);
    }

    @Test
    void theLargerOfTwoFacesLeads() {
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            faces.add(new Face(i / 4.0, 1, 200, 300, 40, 50, 0.95));
            faces.add(new Face(i / 4.0, 2, 900, 300, 160, 200, 0.9));
        }

        List<Crop> path = paths.between(0, 10, new Picture(1280, 720, 250, ONE_SHOT, List.of(), faces), List.of());

        assertThat(path.get(0).x()).isEqualTo(777);
    }

    @Test
    void whereNothingIsCroppedThereIsNoPath() throws Exception {
        CropPath whole = new CropPath(Framing.of(720, 1280, Requests.options("9:16", "1080p", "face")));

        assertThat(whole.between(0, 10, Requests.face(20, ONE_SHOT, t -> 100), List.of()))
                .isEmpty();
    }

    @Test
    void whateverTheFacesDoTheCropLiesInThePicture() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            double pace = random.nextDouble() * 6;
            double reach = random.nextDouble() * 900;
            double end = 1 + random.nextDouble() * 19;
            List<Shot> shots = List.of(new Shot(0, end / 2), new Shot(end / 2, 20));

            List<Crop> path =
                    paths.between(0.3, end, Requests.face(20, shots, t -> 600 + reach * Math.sin(pace * t)), List.of());

            assertThat(path).isSortedAccordingTo((a, b) -> Double.compare(a.time(), b.time()));
            assertThat(path.get(0).time()).isEqualTo(0.3);
            assertThat(path.get(path.size() - 1).time()).isEqualTo(end);
            assertThat(path).allSatisfy(crop -> {
                assertThat(crop.x()).isBetween(0.0, 1280.0 - 406);
                assertThat(crop.y()).isZero();
            });
        }
    }

    @Test
    void withoutAFaceTheCropIsAroundWhatMoves() {
        Picture picture = new Picture(
                1280,
                720,
                500,
                ONE_SHOT,
                List.of(),
                List.of(),
                List.of(new Focus(1, 1000, 300), new Focus(2, 900, 300), new Focus(3, 950, 300), new Focus(30, 5, 5)),
                null);

        assertThat(paths.between(0, 10, picture, List.of()))
                .containsExactly(new Crop(0, 747, 0, 406, 720), new Crop(10, 747, 0, 406, 720));
    }

    @Test
    void aBlackBorderIsNeverShown() throws Exception {
        JobOptions options = Requests.options("9:16", "1080p", "face");
        CropPath letterbox = new CropPath(Framing.of(1280, 720, new Box(0, 90, 1280, 540), options));
        Picture picture = Requests.face(20, ONE_SHOT, t -> 600 + 500 * Math.sin(t));

        assertThat(letterbox.between(0, 20, picture, List.of())).allSatisfy(crop -> {
            assertThat(crop.y()).isEqualTo(90);
            assertThat(crop.height()).isEqualTo(540);
            assertThat(crop.x()).isBetween(0.0, 1280 - crop.width());
        });
    }

    @Test
    void anUprightFilmBetweenBarsIsTakenAsItIs() throws Exception {
        JobOptions options = Requests.options("9:16", "1080p", "face");
        CropPath pillars = new CropPath(Framing.of(1280, 720, new Box(438, 0, 404, 720), options));

        assertThat(pillars.between(0, 20, Requests.face(20, ONE_SHOT, t -> 400), List.of()))
                .allSatisfy(crop -> assertThat(crop).isEqualTo(new Crop(crop.time(), 438, 0, 404, 720)));
    }

    @Test
    void theCropJumpsWithTheFrameThatShowsTheNewShot() throws Exception {
        // At 25 frames a second, what the source shows from 0.5 s on (12.5 frames) is frame 13; from 0.49 s on, frame
        // 12.
        for (double cut : new double[] {0.49, 0.5}) {
            List<Crop> path = List.of(
                    new Crop(0, 0, 0, 406, 720),
                    new Crop(cut, 0, 0, 406, 720),
                    new Crop(cut, 500, 0, 406, 720),
                    new Crop(1, 500, 0, 406, 720));

            String commands = CropCommands.of(path, fine(), 0, 1, 25);

            assertThat(commands)
                    .isEqualTo((cut < 0.5 ? "0.4600" : "0.5000")
                            + " crop@camera x 500, crop@camera y 0, crop@fine x 0, crop@fine y 0;\n");
        }
    }

    @Test
    void ffmpegIsToldOnlyOfMoves() throws Exception {
        List<Crop> path = List.of(
                new Crop(10, 100, 0, 406, 720), new Crop(11, 100, 0, 406, 720), new Crop(11.2, 110, 0, 406, 720));

        String commands = CropCommands.of(path, fine(), 10, 11.2, 10);

        assertThat(commands.lines())
                .containsExactly(
                        "0.9500 crop@camera x 102, crop@camera y 0, crop@fine x 2, crop@fine y 0;",
                        "1.0500 crop@camera x 106, crop@camera y 0, crop@fine x 4, crop@fine y 0;");
    }

    @Test
    void wholePixelsAndFineOnesTogetherAreThePath() throws Exception {
        FineCrop fine = fine();
        double scale = (double) fine.scaledWidth() / fine.width();
        for (double x = 0; x <= 874; x += 0.7) {
            String[] words = fine.commands(new Crop(0, x, 0, 406, 720)).split("[ ,]+", -1);
            double shown = Integer.parseInt(words[2]) + Integer.parseInt(words[8]) / scale;

            assertThat(shown).isCloseTo(x, within(1.0));
            assertThat(Integer.parseInt(words[2]) + fine.width()).isLessThanOrEqualTo(1280);
        }
    }

    private static FineCrop fine() throws Exception {
        return FineCrop.of(Framing.of(1280, 720, Requests.options("9:16", "1080p", "face")));
    }
}

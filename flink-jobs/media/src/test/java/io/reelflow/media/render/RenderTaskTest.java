package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.watch.Films;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Picture.Shot;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderTaskTest {
    private static final JobOptions.Captions BURNED = new JobOptions.Captions(true, "karaoke", "bottom");
    private static final JobOptions.Captions NOT_BURNED = new JobOptions.Captions(false, "karaoke", "bottom");

    @TempDir
    Path temp;

    private Path out = Path.of("");

    @BeforeEach
    void makeDirectory() throws Exception {
        out = Files.createDirectory(temp.resolve("out"));
    }

    @Test
    void aClipIsUprightHasSoundAndAllItsFiles() throws Exception {
        Clip clip = render(film("a.mp4"), 1, options(BURNED), Requests.segment(1, "Hello", "{world}", "C:\\New"));

        assertThat(clip.files())
                .isEqualTo(new Clip.Files("clip-1.mp4", "clip-1.jpg", "clip-1.vtt", "clip-1.srt", "clip-1.ass"));
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("clip-1.mp4", "clip-1.jpg", "clip-1.vtt", "clip-1.srt", "clip-1.ass");
        }
        Source made = Films.source(out.resolve("clip-1.mp4"), null);
        assertThat(made.picture()).satisfies(picture -> {
            assertThat(picture.width()).isEqualTo(480).isEqualTo(clip.width());
            assertThat(picture.height()).isEqualTo(854).isEqualTo(clip.height());
        });
        assertThat(clip.duration()).isCloseTo(2, within(0.1));
        assertThat(clip.speaker()).isEqualTo("A");
        assertThat(clip.hook()).isEqualTo("Hook");
        assertThat(streams("clip-1.mp4")).contains("Video: h264").contains("Audio: aac");
        assertThat(Files.readString(out.resolve("clip-1.vtt")))
                .contains("00:00:00.000 --> ")
                .contains("Hello {world}");
    }

    @Test
    void aPlayerNeedNotReadTheWholeFileToStart() throws Exception {
        render(film("a.mp4"), 1, options(BURNED));

        String bytes = new String(Files.readAllBytes(out.resolve("clip-1.mp4")), StandardCharsets.ISO_8859_1);
        assertThat(bytes.indexOf("moov")).isBetween(1, bytes.indexOf("mdat"));
    }

    @Test
    void whatIsPreparedIsWhatTheTaskRuns() throws Exception {
        Path film = film("a.mp4");
        RenderRequest request = new RenderRequest(
                film.toString(),
                Films.source(film, 1),
                Requests.clip(1, 3),
                null,
                List.of(Requests.segment(1, "one", "two")),
                options(BURNED));
        new RenderTask(Films.CONFIG).run(request, out, Progress.NONE);
        Path folder = Files.createDirectory(temp.resolve("prepared"));

        EncoderRun prepared = new RenderTask(Films.CONFIG).prepare(request, folder);

        assertThat(folder.resolve(Encoder.VIDEO_PART)).doesNotExist();
        assertThat(prepared.child().run().ok()).isTrue();
        assertThat(folder.resolve(Encoder.VIDEO_PART)).hasSameBinaryContentAs(out.resolve("clip-1.mp4"));
        assertThat(folder.resolve(Encoder.THUMBNAIL_PART)).hasSameBinaryContentAs(out.resolve("clip-1.jpg"));
    }

    @Test
    void captionsAreInThePictureWhereTheyAreWanted() throws Exception {
        Path film = film("a.mp4");
        render(film, 1, options(NOT_BURNED), Requests.segment(1, "MMMM", "MMMM", "MMMM", "MMMM"));
        BufferedImage without = frame("without.png");
        makeEmpty();
        render(film, 1, options(BURNED), Requests.segment(1, "MMMM", "MMMM", "MMMM", "MMMM"));
        BufferedImage with = frame("with.png");

        assertThat(changed(without, with, 600, 750)).isGreaterThan(0.05);
        assertThat(changed(without, with, 0, 500)).isLessThan(0.01);
    }

    @Test
    void aClipIsCutToTheFrame() throws Exception {
        // Each frame's brightness is four times its number: 25 frames a second.
        Path film = Films.make(
                temp.resolve("count.mp4"),
                "-f",
                "lavfi",
                "-i",
                "color=black:s=180x320:r=25:d=2,format=gray,geq=lum='20+4*N'",
                "-g",
                "100",
                "-pix_fmt",
                "yuv420p");

        RenderRequest request = new RenderRequest(
                film.toString(), Films.source(film, null), Requests.clip(1, 2), null, List.of(), options(NOT_BURNED));
        new RenderTask(Films.CONFIG).run(request, out, Progress.NONE);

        Films.make(temp.resolve("first.png"), "-i", out.resolve("clip-1.mp4").toString(), "-frames:v", "1");
        int level = ImageIO.read(temp.resolve("first.png").toFile()).getRGB(100, 100) & 0xff;
        assertThat(level).as("brightness of frame 25").isCloseTo(120, within(2));
    }

    @Test
    void theCropFollowsItsPath() throws Exception {
        // A white square of 60 pixels walks over a black picture, 100 pixels a second.
        Path film = Films.make(
                temp.resolve("walk.mp4"),
                "-f",
                "lavfi",
                "-i",
                "color=black:s=1280x720:r=25:d=6[a];color=white:s=60x60:r=25:d=6[b];[a][b]overlay=x=300+100*t:y=200",
                "-pix_fmt",
                "yuv420p");
        var picture = Requests.face(6, List.of(new Shot(0, 6)), t -> 280 + 100 * t);
        RenderRequest request = new RenderRequest(
                film.toString(),
                Films.source(film, null),
                Requests.clip(1, 6),
                picture,
                List.of(),
                options(NOT_BURNED));

        new RenderTask(Films.CONFIG).run(request, out, Progress.NONE);

        double shown = whiteMiddle(ImageIO.read(out.resolve("clip-1.jpg").toFile()), 270);
        assertThat(shown).isBetween(480 * 0.3, 480 * 0.7);
        for (double time : new double[] {0.1, 1.5, 3, 4.5}) {
            BufferedImage frame = frameAt(time);
            double middle = whiteMiddle(frame, 270);
            assertThat(middle).as("at %s s", time).isBetween(480 * 0.3, 480 * 0.7);
        }
    }

    @Test
    void withoutSoundTheClipHasNone() throws Exception {
        Path film = Films.slides(temp.resolve("mute.mp4"), 4, "navy");

        render(film, null, options(BURNED));

        assertThat(streams("clip-1.mp4")).contains("Video:").doesNotContain("Audio:");
        assertThat(out.resolve("clip-1.ass")).doesNotExist();
        assertThat(Files.readString(out.resolve("clip-1.vtt"))).isEqualTo("WEBVTT\n");
    }

    @Test
    void webmBarsAndMarksWork() throws Exception {
        JobOptions options = Requests.options(
                "webm",
                "480p",
                "1:1",
                "none",
                new JobOptions.Captions(true, "boxed", "top"),
                new JobOptions.Watermark("50% {off}: 'x'", "top-left"),
                true);

        Clip clip = render(film("a.mp4"), 1, options, Requests.segment(1, "Hello"));

        assertThat(clip.files().video()).isEqualTo("clip-1.webm");
        assertThat(clip.cropPath()).isEmpty();
        assertThat(streams("clip-1.webm"))
                .contains("Video: vp9")
                .contains("Audio: opus")
                .contains("480x480");
        assertThat(Files.readString(out.resolve("clip-1.ass"))).doesNotContain("off");
    }

    @Test
    void oddSizesAndFullColourAreFine() throws Exception {
        Path film = Films.make(
                temp.resolve("odd.mkv"), "-f", "lavfi", "-i", "testsrc=s=321x181:r=10:d=4", "-pix_fmt", "yuv444p");

        render(film, null, options(BURNED));

        assertThat(streams("clip-1.mp4"))
                .contains("yuv420p")
                .contains("480x854")
                .contains("30 fps");
    }

    @Test
    void whatAPhoneFilmsBrighterThanScreensAreIsBroughtDownWithItsColours() throws Exception {
        Path film = Films.make(
                temp.resolve("hlg.mp4"),
                "-f",
                "lavfi",
                "-i",
                "color=red:s=320x180:r=25:d=4",
                "-vf",
                "format=yuv420p,zscale=tin=bt709:min=bt709:pin=bt709:rin=tv"
                        + ":t=arib-std-b67:m=bt2020nc:p=bt2020:r=tv,format=yuv420p10le",
                "-c:v",
                "libx265",
                "-x265-params",
                "log-level=none");

        render(film, null, options(NOT_BURNED));

        int rgb = frame("red.png").getRGB(240, 400);
        assertThat(rgb >> 16 & 0xff).isGreaterThan(150);
        assertThat(rgb >> 8 & 0xff).as("green in the red").isLessThan(30);
        assertThat(streams("clip-1.mp4")).contains("bt709").doesNotContain("bt2020");
    }

    @Test
    void aStretchBehindTheEndIsUnreadable() throws Exception {
        Path film = film("a.mp4");
        RenderRequest request = new RenderRequest(
                film.toString(), Films.source(film, 1), Requests.clip(90, 95), null, List.of(), options(BURNED));

        assertThatThrownBy(() -> new RenderTask(Films.CONFIG).run(request, out, Progress.NONE))
                .isInstanceOfSatisfying(MediaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_UNREADABLE);
                    assertThat(e.getMessage()).contains("90.000").doesNotContain(temp.toString());
                });
        assertThat(out.resolve("clip-1.mp4")).doesNotExist();
    }

    @Test
    void progressEndsWithOneClip() throws Exception {
        Path film = film("a.mp4");
        List<Double> fractions = new ArrayList<>();
        List<Long> clips = new ArrayList<>();
        RenderRequest request = new RenderRequest(
                film.toString(), Films.source(film, 1), Requests.clip(0, 3), null, List.of(), options(BURNED));

        new RenderTask(Films.CONFIG).run(request, out, (stage, fraction, message, counters) -> {
            assertThat(stage).isEqualTo(Stage.GENERATING_CLIPS);
            fractions.add(fraction);
            if (counters != null && counters.clipsDone() != null) {
                clips.add(counters.clipsDone());
            }
        });

        assertThat(fractions).isSorted().endsWith(1.0);
        assertThat(clips).containsExactly(1L);
    }

    @Test
    void anInterruptEndsItAndItsEncoder() throws Exception {
        Path film = Films.make(temp.resolve("long.mkv"), "-f", "lavfi", "-i", "testsrc=s=320x180:r=25:d=120");
        RenderRequest request = new RenderRequest(
                film.toString(),
                Films.source(film, null),
                Requests.clip(0, 120),
                null,
                List.of(),
                Requests.options("9:16", "1080p", "face"));
        Thread caller = Thread.currentThread();

        assertThatThrownBy(() -> new RenderTask(Films.CONFIG)
                        .run(request, out, (stage, fraction, message, counters) -> caller.interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(out.resolve("clip-1.mp4")).doesNotExist();
    }

    private Clip render(Path film, @Nullable Integer sound, JobOptions options, Segment... said) throws Exception {
        RenderRequest request = new RenderRequest(
                film.toString(), Films.source(film, sound), Requests.clip(1, 3), null, List.of(said), options);
        return new RenderTask(Films.CONFIG).run(request, out, Progress.NONE);
    }

    private Path film(String name) throws Exception {
        return Films.make(
                temp.resolve(name),
                "-f",
                "lavfi",
                "-i",
                "testsrc=s=640x360:r=25:d=4",
                "-f",
                "lavfi",
                "-i",
                "sine=d=4",
                "-pix_fmt",
                "yuv420p");
    }

    private static JobOptions options(JobOptions.Captions captions) {
        return Requests.options("mp4", "480p", "9:16", "face", captions, null, false);
    }

    private String streams(String name) throws Exception {
        // Without an output ffmpeg fails, having said what it read.
        try {
            Films.make(Path.of("-"), "-v", "info", "-i", out.resolve(name).toString(), "-f", "none");
            throw new AssertionError("there is no format called none");
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private BufferedImage frame(String name) throws Exception {
        return frame(name, 1);
    }

    private BufferedImage frameAt(double time) throws Exception {
        return frame("at" + time + ".png", time);
    }

    private BufferedImage frame(String name, double time) throws Exception {
        Path file = Films.make(
                temp.resolve(name),
                "-ss",
                String.valueOf(time),
                "-i",
                out.resolve("clip-1.mp4").toString(),
                "-frames:v",
                "1");
        return ImageIO.read(file.toFile());
    }

    private void makeEmpty() throws Exception {
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Share of the pixels of some rows that differ clearly. */
    private static double changed(BufferedImage a, BufferedImage b, int top, int bottom) {
        int changed = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                changed += Math.abs((a.getRGB(x, y) >> 8 & 0xff) - (b.getRGB(x, y) >> 8 & 0xff)) > 60 ? 1 : 0;
            }
        }
        return (double) changed / (bottom - top) / a.getWidth();
    }

    private static double whiteMiddle(BufferedImage frame, int row) {
        double sum = 0;
        int count = 0;
        for (int x = 0; x < frame.getWidth(); x++) {
            if ((frame.getRGB(x, row) & 0xff) > 128) {
                sum += x;
                count++;
            }
        }
        return sum / count;
    }
}

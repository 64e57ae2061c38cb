package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.Progress;
import io.reelflow.media.watch.Films;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Segment;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How loud a clip is, how it begins and ends, and that it is as long as it says. */
class ClipSoundTest {
    private static final List<Segment> SAID = List.of(Requests.segment(1, "one", "two", "three", "four"));

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"0.02, mp4", "0.9, mp4", "0.02, webm"})
    void speechIsAsLoudAsPlatformsPlayIt(double volume, String format) throws Exception {
        render(film(volume, "25"), 1, 7, SAID, format);

        assertThat(loudness("clip-1." + format)).isCloseTo(-14, within(1.5));
    }

    @Test
    void soundWithoutSpeechStaysAsItIs() throws Exception {
        Path film = film(0.02, "25");
        render(film, 1, 7, List.of(), "mp4");

        assertThat(loudness("clip-1.mp4")).isCloseTo(loudness(film.getFileName().toString()), within(1.0));
    }

    @Test
    void theSoundEndsSoftlyAndThePictureWithItButItsFirstFrameIsWhole() throws Exception {
        render(film(0.5, "25"), 1, 7, SAID, "mp4");

        short[] sound = sound();
        double all = level(sound, 0, sound.length);
        assertThat(level(sound, sound.length - 800, sound.length)).isLessThan(all / 4);
        assertThat(level(sound, 0, 80)).isLessThan(level(sound, 400, 1600));
        assertThat(level(sound, 1600, 8000)).isGreaterThan(all / 2);
        assertThat(brightness(0)).isCloseTo(brightness(3), within(4.0));
        assertThat(brightness(5.95)).isLessThan(brightness(3) / 2);
    }

    @ParameterizedTest
    @CsvSource({"25, 1, 7", "30000/1001, 0.37, 5.11", "60, 2.031, 5.5", "12, 1, 4.77", "25, 0, 1.5"})
    void aClipIsAsLongAsItsPlan(String rate, double start, double end) throws Exception {
        Clip clip = render(film(0.2, rate), start, end, SAID, "mp4");

        assertThat(clip.duration()).isCloseTo(end - start, within(0.1));
        assertThat(sound().length / 16_000.0).isCloseTo(end - start, within(0.1));
        assertThat(clip.endTime() - clip.startTime()).isEqualTo(end - start);
    }

    @Test
    void soundThatEndsBeforeThePictureIsFollowedBySilence() throws Exception {
        Path film = Films.make(
                temp.resolve("short.mp4"),
                "-f",
                "lavfi",
                "-i",
                "testsrc=s=320x180:r=25:d=8",
                "-f",
                "lavfi",
                "-i",
                "sine=d=2",
                "-pix_fmt",
                "yuv420p");

        assertThat(render(film, 1, 7, SAID, "mp4").duration()).isCloseTo(6, within(0.1));
    }

    private Clip render(Path film, double start, double end, List<Segment> said, String format) throws Exception {
        JobOptions options = Requests.options(
                format, "480p", "9:16", "face", new JobOptions.Captions(false, "plain", "bottom"), null, false);
        RenderRequest request = new RenderRequest(
                film.toString(), Films.source(film, 1), Requests.clip(start, end), null, said, options);
        return new RenderTask(Films.CONFIG).run(request, temp, Progress.NONE);
    }

    /** Tones that come and go about as syllables do. */
    private Path film(double volume, String rate) throws Exception {
        return Films.make(
                temp.resolve("film.mp4"),
                "-f",
                "lavfi",
                "-i",
                "testsrc=s=320x180:r=" + rate + ":d=8",
                "-f",
                "lavfi",
                "-i",
                "sine=300:d=8,tremolo=f=4:d=0.8,volume=" + volume + "*8",
                "-c:a",
                "flac",
                "-strict",
                "-2",
                "-pix_fmt",
                "yuv420p");
    }

    /** Integrated, by EBU R 128, LUFS. */
    private double loudness(String name) throws Exception {
        Path log = temp.resolve("loudness.txt");
        Films.make(
                temp.resolve("null.wav"),
                "-y",
                "-i",
                temp.resolve(name).toString(),
                "-vn",
                "-ac",
                "2",
                "-af",
                "ebur128=metadata=1,ametadata=print:key=lavfi.r128.I:file=" + log);
        String last = Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("lavfi.r128.I="))
                .reduce("", (before, line) -> line);
        return Double.parseDouble(last.substring(last.indexOf('=') + 1));
    }

    private short[] sound() throws Exception {
        Path raw = Films.make(
                temp.resolve("sound.raw"),
                "-y",
                "-i",
                temp.resolve("clip-1.mp4").toString(),
                "-vn",
                "-ac",
                "1",
                "-ar",
                "16000",
                "-f",
                "s16le");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return samples;
    }

    private static double level(short[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / (to - from));
    }

    private double brightness(double time) throws Exception {
        Path file = Films.make(
                temp.resolve("frame.png"),
                "-y",
                "-ss",
                String.valueOf(time),
                "-i",
                temp.resolve("clip-1.mp4").toString(),
                "-frames:v",
                "1");
        BufferedImage frame = ImageIO.read(file.toFile());
        double sum = 0;
        for (int y = 0; y < frame.getHeight(); y += 4) {
            for (int x = 0; x < frame.getWidth(); x += 4) {
                sum += frame.getRGB(x, y) >> 8 & 0xff;
            }
        }
        return sum / (frame.getWidth() / 4.0) / (frame.getHeight() / 4.0);
    }
}

package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.Progress;
import io.reelflow.media.watch.Films;
import io.reelflow.schemas.job.JobOptions.Captions;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captions in scripts that the shipped font lacks. */
class CaptionFontIT {
    @TempDir
    Path temp;

    @Test
    void chineseJapaneseAndKoreanAreWrittenNotBoxed() throws Exception {
        // What a font lacks is drawn as a box, the same for every letter.
        assertThat(white("龍龍龍")).isGreaterThan(2 * white("一一一"));
        assertThat(white("ぬぬぬ")).isGreaterThan(2 * white("くくく") * 3 / 4);
        assertThat(white("뷁뷁뷁")).isGreaterThan(2 * white("이이이") * 3 / 4);
    }

    private int white(String word) throws Exception {
        Path folder = Files.createTempDirectory(temp, "clip");
        Path film = Films.make(
                folder.resolve("grey.mp4"),
                "-f",
                "lavfi",
                "-i",
                "color=0x969696:s=320x180:r=25:d=2",
                "-pix_fmt",
                "yuv420p");
        var options =
                Requests.options("mp4", "480p", "9:16", "face", new Captions(true, "plain", "bottom"), null, false);
        var request = new RenderRequest(
                film.toString(),
                Films.source(film, null),
                Requests.clip(0, 1.5),
                null,
                List.of(Requests.segment(0, word, word)),
                options);
        Path out = Files.createDirectory(folder.resolve("out"));
        new RenderTask(Films.CONFIG).run(request, out, Progress.NONE);
        Path frame = Films.make(
                folder.resolve("frame.png"),
                "-ss",
                "0.5",
                "-i",
                out.resolve("clip-1.mp4").toString(),
                "-frames:v",
                "1");
        BufferedImage image = ImageIO.read(frame.toFile());
        int white = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                white += (image.getRGB(x, y) & 0xff) > 200 ? 1 : 0;
            }
        }
        return white;
    }
}

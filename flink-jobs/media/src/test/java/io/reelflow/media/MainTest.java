package io.reelflow.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aFileIsDescribedAsJsonAndProgressGoesElsewhere() throws Exception {
        Path sound = sound();

        int code = run("fetch", sound.toString(), "--out", folder.resolve("out").toString());

        assertThat(code).isEqualTo(0);
        assertThat(out.toString()).startsWith("{").contains("\"file\" : \"source.wav\"");
        assertThat(err.toString()).contains("downloading").contains("100%");
        assertThat(folder.resolve("out/source/source.json")).exists();
    }

    @Test
    void workersGiveTheSame() throws Exception {
        Path sound = sound();
        Path out = folder.resolve("out");

        assertThat(run("fetch", sound.toString(), "--workers", "--out", out.toString()))
                .isEqualTo(0);
        assertThat(out.resolve("source/source.wav")).exists();
    }

    @Test
    void aFailureIsOneLineWithItsCode() throws Exception {
        int code =
                run("slides", sound().toString(), "--out", folder.resolve("out").toString());

        assertThat(code).isEqualTo(Main.FAILED);
        assertThat(err.toString().lines().reduce("", (before, line) -> line))
                .isEqualTo("error: MEDIA_EMPTY: the source has no picture");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aWrongCallIsSaidSo() {
        assertThat(run("fetch")).isEqualTo(2);
        assertThat(run("models", "burn")).isEqualTo(2);
        assertThat(run("fetch", "nowhere.mp4")).isEqualTo(Main.FAILED);
        assertThat(run("fetch", "a.mp4", "--option", "colour=red")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("option 'colour': there is none of that name");
    }

    @Test
    void optionsAreThoseOfAJob() {
        assertThat(Options.of(Map.of("language", "de", "max_clips", "3", "captions.burn", "false")))
                .satisfies(options -> {
                    assertThat(options.language()).isEqualTo("de");
                    assertThat(options.maxClips()).isEqualTo(3);
                    assertThat(options.captions().burn()).isFalse();
                    assertThat(options.captions().style()).isEqualTo("karaoke");
                });
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private Path sound() throws Exception {
        Path file = folder.resolve("sound.wav");
        List<String> command = ToolSetup.ensure(MediaConfig.fromEnvironment(System.getenv()), line -> {})
                .ffmpeg("-f", "lavfi", "-i", "sine=duration=1", file.toString());
        assertThat(Child.of(command).run().ok()).isTrue();
        return file;
    }
}

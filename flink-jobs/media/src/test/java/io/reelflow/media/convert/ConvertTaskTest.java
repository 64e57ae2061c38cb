package io.reelflow.media.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.fetch.FetchRequest;
import io.reelflow.media.fetch.FetchTask;
import io.reelflow.media.watch.Films;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.result.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertTaskTest {
    private static final String[] FILM = {
        "-f", "lavfi", "-i", "testsrc=s=161x90:r=25:d=2", "-f", "lavfi", "-i", "sine=f=440:d=2"
    };

    @TempDir
    Path temp;

    @Test
    void whatBrowsersPlayIsCopiedIntoAnMp4ThatStartsAtOnce() throws Exception {
        Source source =
                source("film.mkv", "-c:v", "libx264", "-vf", "scale=160:90", "-pix_fmt", "yuv420p", "-c:a", "aac");

        Converted made = convert(source, ConvertRequest.MP4);

        assertThat(made.pictureCopied()).isTrue();
        assertThat(made.soundCopied()).isTrue();
        assertThat(made.seconds()).isCloseTo(2, within(0.1));
        Source again = probed(temp.resolve("out/video.mp4"));
        assertThat(again.picture()).extracting(Source.Picture::codec).isEqualTo("h264");
        assertThat(again.sound()).extracting(Source.Sound::codec).isEqualTo("aac");
        assertThat(beginsWithItsIndex(temp.resolve("out/video.mp4"))).isTrue();
    }

    @Test
    void whatOneBrowserDoesNotPlayIsEncodedAndTheRestIsKept() throws Exception {
        Source webm = source("film.webm", "-c:v", "libvpx-vp9", "-cpu-used", "8", "-c:a", "libopus");
        Converted made = convert(webm, ConvertRequest.MP4);
        assertThat(made.pictureCopied()).isFalse();
        assertThat(made.soundCopied()).isFalse();
        Source again = probed(temp.resolve("out/video.mp4"));
        assertThat(again.picture()).extracting(Source.Picture::codec).isEqualTo("h264");
        assertThat(again.picture()).extracting(Source.Picture::width).isEqualTo(160);
        assertThat(again.sound()).extracting(Source.Sound::codec).isEqualTo("aac");
        assertThat(again.duration()).isCloseTo(2, within(0.1));
        assertThat(beginsWithItsIndex(temp.resolve("out/video.mp4"))).isTrue();
    }

    @Test
    void tenBitsAreTooManyForSomeAndBecomeEight() throws Exception {
        Source deep =
                source("deep.mp4", "-c:v", "libx264", "-vf", "scale=160:90", "-pix_fmt", "yuv420p10le", "-c:a", "aac");
        Converted made = convert(deep, ConvertRequest.MP4);
        assertThat(made.pictureCopied()).isFalse();
        assertThat(made.soundCopied()).isTrue();
    }

    @Test
    void soundBecomesAnMp3WithItsTitle() throws Exception {
        Source film = source(
                "film.mkv",
                "-c:v",
                "libx264",
                "-vf",
                "scale=160:90",
                "-c:a",
                "pcm_s16le",
                "-metadata",
                "title=Über Ton");
        Converted made = convert(film, ConvertRequest.MP3);
        assertThat(made.file()).isEqualTo("audio.mp3");
        assertThat(made.seconds()).isCloseTo(2, within(0.1));
        Source again = probed(temp.resolve("out/audio.mp3"));
        assertThat(again.sound()).extracting(Source.Sound::codec).isEqualTo("mp3");
        assertThat(again.picture()).isNull();
        assertThat(again.metadata().title()).isEqualTo("Über Ton");
    }

    @Test
    void aSourceWithoutAPictureIsNoVideo() throws Exception {
        Path file = Films.make(temp.resolve("tone.wav"), "-f", "lavfi", "-i", "sine=f=440:d=1");
        Source tone = probed(file);
        assertThatThrownBy(() -> convert(tone, ConvertRequest.MP4))
                .isInstanceOfSatisfying(
                        MediaException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.MEDIA_EMPTY));
    }

    private Converted convert(Source source, String format) throws Exception {
        Path out = Files.createDirectories(temp.resolve("out"));
        List<Double> steps = new ArrayList<>();
        Converted made = new ConvertTask(Films.CONFIG)
                .run(
                        new ConvertRequest(
                                temp.resolve("got")
                                        .resolve(String.valueOf(source.file()))
                                        .toString(),
                                source,
                                format),
                        out,
                        (stage, fraction, message, counters) -> steps.add(fraction));
        assertThat(steps).isSorted();
        return made;
    }

    private Source source(String name, String... codecs) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(FILM));
        arguments.addAll(List.of(codecs));
        return probed(Films.make(temp.resolve(name), arguments.toArray(String[]::new)));
    }

    /** As a fetch finds it. */
    private Source probed(Path file) throws Exception {
        Path got = Files.createDirectories(temp.resolve("got"));
        return new FetchTask(Films.CONFIG)
                .run(
                        new FetchRequest(
                                "upload:u/" + file.getFileName(),
                                SourceKind.UPLOAD,
                                file.toString(),
                                false,
                                false,
                                1 << 30,
                                3600,
                                List.of(),
                                null),
                        got,
                        Progress.NONE);
    }

    private static boolean beginsWithItsIndex(Path file) throws Exception {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return bytes.indexOf("moov") < bytes.indexOf("mdat");
    }
}

package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaProbeTest {
    @TempDir
    Path folder;

    @Test
    void aPictureIsMeasuredAsAPlayerShowsIt() throws Exception {
        Path flat = SmallMedia.make(
                folder.resolve("flat.mkv"), true, true, "-vf", "setsar=2", "-metadata:s:a:0", "language=ger");
        Path turned = folder.resolve("turned.mp4");
        SmallMedia.run("-display_rotation:v:0", "-90", "-i", flat.toString(), "-c", "copy", turned.toString());

        MediaProbe probe = MediaProbe.of(turned);

        assertThat(probe.picture()).isEqualTo(new Source.Picture(0, "h264", 180, 640, 10, 90));
        assertThat(Objects.requireNonNull(probe.sound()).language()).isEqualTo("de");
        assertThat(Containers.extension(probe)).isEqualTo("mp4");
    }

    @Test
    void coverArtIsNoPicture() throws Exception {
        Path cover = folder.resolve("cover.png");
        SmallMedia.run("-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1", cover.toString());
        Path sound = SmallMedia.make(folder.resolve("sound.m4a"), false, true);
        Path both = folder.resolve("both.m4a");
        SmallMedia.run(
                "-i",
                sound.toString(),
                "-i",
                cover.toString(),
                "-map",
                "0",
                "-map",
                "1",
                "-c",
                "copy",
                "-disposition:v:0",
                "attached_pic",
                both.toString());

        MediaProbe probe = MediaProbe.of(both);

        assertThat(probe.picture()).isNull();
        assertThat(probe.sound()).isNotNull();
        assertThat(Containers.extension(probe)).isEqualTo("m4a");
    }

    @Test
    void soundsAreListedWithTheDefaultFirstAndRemarksLast() throws Exception {
        Path sound = SmallMedia.make(folder.resolve("sound.mka"), false, true);
        Path film = folder.resolve("film.mkv");
        SmallMedia.run(
                "-i",
                sound.toString(),
                "-map",
                "0",
                "-map",
                "0",
                "-map",
                "0",
                "-c",
                "copy",
                "-disposition:a:0",
                "comment",
                "-disposition:a:1",
                "0",
                "-disposition:a:2",
                "default",
                "-metadata:s:a:1",
                "language=spa",
                film.toString());

        MediaProbe probe = MediaProbe.of(film);

        assertThat(probe.sounds()).extracting(Source.Sound::stream).containsExactly(2, 1, 0);
        assertThat(probe.sounds().get(1).language()).isEqualTo("es");
        assertThat(probe.sound()).isEqualTo(probe.sounds().get(0));
    }

    @Test
    void aFileThatEndsEarlyIsMeasuredAndSaidSo() throws Exception {
        Path whole = SmallMedia.video(folder.resolve("whole.mp4"));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 3));

        MediaProbe probe = MediaProbe.of(cut);

        assertThat(probe.duration()).isBetween(0.1, 2.0);
        assertThat(probe.warnings()).anyMatch(warning -> warning.endsWith("its header promises 3.0 s"));
    }

    @Test
    void aLengthTheHeaderDoesNotSayIsMeasured() throws Exception {
        Path live = SmallMedia.make(folder.resolve("live.mkv"), true, true, "-f", "matroska", "-live", "1");

        assertThat(MediaProbe.of(live).duration()).isCloseTo(3, within(0.1));
    }

    @Test
    void anMp3BeginsWithItsFirstSampleAndOthersByTheirClock() throws Exception {
        Path late = SmallMedia.make(folder.resolve("late.mp4"), true, true, "-output_ts_offset", "2");
        Path mp3 = SmallMedia.make(folder.resolve("sound.mp3"), false, true, "-c:a", "libmp3lame");

        assertThat(MediaProbe.of(late).start()).isCloseTo(2, within(0.1));
        assertThat(MediaProbe.of(mp3).start()).isZero();
    }

    @Test
    void whatHasNoIndexIsUnreadable() throws Exception {
        Path whole = SmallMedia.make(folder.resolve("whole.mp4"), true, true);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 2));

        assertUnreadable(cut, ErrorCode.MEDIA_UNREADABLE);
    }

    @Test
    void aPlaylistOfFilesIsUnreadable() throws Exception {
        Path secret = SmallMedia.video(folder.resolve("secret.mp4"));
        Path list = Files.writeString(folder.resolve("list.ffconcat"), "ffconcat version 1.0\nfile " + secret + "\n");

        assertUnreadable(list, ErrorCode.MEDIA_UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-video-with-dash-.mp4, 5.0, 1x1, -",
                "audio_only.m4a, 11.0, -, 1",
                "audio_only.mp3, 11.0, -, 1",
                "av1_opus.mp4, 10.5, 640x360, 1",
                "corrupted_bytes.mp4, 10.5, 640x360, 1",
                "h265_10bits.mp4, 1.0, 200x200, -",
                "no_audio_track.mp4, 10.5, 640x360, -",
                "odd_dimensions_321x181_yuv444.mp4, 10.5, 321x181, 1",
                "one_frame.mp4, 0.04, 640x360, -",
                "rotated_phone_90.mp4, 8.0, 360x640, 2",
                "silence_2h.m4a, 7200.0, -, 1",
                "surround_5_1_speech_in_center.mkv, 10.5, 640x360, 6",
                "variable_frame_rate.mp4, 10.5, 640x360, 1",
                "video_with_failing_audio.mp4, 11.2, 640x360, 2",
                "vp9_opus.webm, 10.5, 640x360, 1",
                "Лекция №1 – введение «тест» 🎓.mp4, 10.5, 640x360, 1"
            })
    void oddFilesAreRead(String name, double duration, @Nullable String size, @Nullable Integer channels)
            throws Exception {
        MediaProbe probe = MediaProbe.of(Corpus.file("edge_cases/" + name));

        Source.Picture picture = probe.picture();
        Source.Sound sound = probe.sound();
        assertThat(probe.duration()).isCloseTo(duration, within(0.15));
        assertThat(picture == null ? null : picture.width() + "x" + picture.height())
                .isEqualTo(size);
        assertThat(sound == null ? null : sound.channels()).isEqualTo(channels);
        assertThat(probe.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "html_page.mp4, MEDIA_UNREADABLE",
        "truncated_no_moov.mp4, MEDIA_UNREADABLE",
        "zero_byte.mp4, MEDIA_UNREADABLE",
        "hls/index.m3u8, MEDIA_UNREADABLE",
        "nostreams.mp4, MEDIA_EMPTY"
    })
    void whatCanNotBeReadHasItsCode(String name, ErrorCode code) {
        assertUnreadable(Corpus.file("edge_cases/" + name), code);
    }

    @Test
    void damagedFilesOfTheCorpusAreMeasured() throws Exception {
        MediaProbe cut = MediaProbe.of(Corpus.file("edge_cases/truncated_faststart.mp4"));
        MediaProbe unsaid = MediaProbe.of(Corpus.file("edge_cases/no_duration.webm"));

        assertThat(cut.warnings()).anyMatch(warning -> warning.endsWith("its header promises 10.5 s"));
        assertThat(cut.duration()).isBetween(4.0, 8.0);
        assertThat(unsaid.duration()).isGreaterThan(0.5);
    }

    @Test
    void chaptersAndTitleOfAContainerAreRead() throws Exception {
        MediaProbe chapters = MediaProbe.of(Corpus.file("edge_cases/embedded_chapters.mp4"));
        MediaProbe title = MediaProbe.of(Corpus.file("edge_cases/title_html_unicode.mp4"));

        assertThat(chapters.chapters())
                .containsExactly(
                        new Chapter(0, 3, "Intro"),
                        new Chapter(3, 7, "Часть 2"),
                        new Chapter(7, 10.5, "Ende & Schluß"));
        assertThat(title.title()).contains("<");
    }

    private static void assertUnreadable(Path file, ErrorCode code) {
        assertThatThrownBy(() -> MediaProbe.of(file))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}

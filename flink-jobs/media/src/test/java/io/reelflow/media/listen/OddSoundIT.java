package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real sentence in sound of every odd kind, all the way from the file to its words. */
class OddSoundIT {
    private static final String MODEL = "tiny.en";
    private static final String[] FILM = {"-f", "lavfi", "-t", "10", "-i", "testsrc2=size=160x120:rate=25"};

    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void makeOut() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "one side only ; [0:a]pan=stereo|c1=c0",
                "opposite sides ; [0:a]pan=stereo|c0=c0|c1=-1*c0",
                "opposite sides, one quieter ; [0:a]pan=stereo|c0=0.4*c0|c1=-1*c0",
                "centre of 5.1 ; [0:a]pan=5.1|FC=c0",
                "back of 7.1 ; [0:a]pan=7.1|BL=c0",
                "tenth of ten ; [0:a]pan=10c|c9=c0",
                "quiet ; [0:a]volume=-46dB",
                "clipped ; [0:a]volume=12dB",
                "8 kHz ; [0:a]aresample=8000",
            })
    void theSentenceIsHeard(String name, String filter) throws Exception {
        Path file = Talk.make(
                folder.resolve("sound.mka"),
                "-filter_complex",
                filter + "[sound]",
                "-map",
                "[sound]",
                "-c:a",
                "pcm_s16le");

        assertThat(WordErrors.rate(Talk.SENTENCE, text(file))).as(name).isLessThanOrEqualTo(0.1);
    }

    @ParameterizedTest(name = "{0} at {1} dB")
    @CsvSource({"white, 0", "white, -40", "pink, 0", "pink, -40", "brown, 0", "brown, -40"})
    void noiseHoldsNoWords(String colour, int level) throws Exception {
        String filter = "anoisesrc=color=" + colour + ":duration=30:amplitude=0.5:seed=5,volume=" + level + "dB[sound]";
        Path noise = Talk.make(folder.resolve("noise.flac"), "-filter_complex", filter, "-map", "[sound]");

        assertThat(text(noise)).isEmpty();
    }

    @Test
    void anInterlacedFilmIsHeard() throws Exception {
        Path film = film(
                "film.mpg",
                "-map",
                "0:a",
                "-map",
                "1:v",
                "-vf",
                "interlace",
                "-flags",
                "+ildct+ilme",
                "-c:v",
                "mpeg2video",
                "-c:a",
                "mp2");

        assertThat(WordErrors.rate(Talk.SENTENCE, text(film))).isLessThanOrEqualTo(0.1);
    }

    @Test
    void coverArtIsNoPicture() throws Exception {
        Path song = Talk.make(
                folder.resolve("song.m4a"),
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=160x120:rate=25:duration=0.04",
                "-map",
                "0:a",
                "-map",
                "1:v",
                "-c:v",
                "mjpeg",
                "-pix_fmt",
                "yuvj420p",
                "-c:a",
                "aac",
                "-disposition:v:0",
                "attached_pic");
        ListenRequest request = fetched(song, "en", MODEL);

        assertThat(request.source().picture()).isNull();
        assertThat(WordErrors.rate(Talk.SENTENCE, heard(request).text())).isLessThanOrEqualTo(0.1);
    }

    /** Of three sounds the second is the default one. In Spanish the sentence begins after 3 s, in English at once. */
    @ParameterizedTest(name = "{0}: stream {1}")
    @CsvSource({"en, 1, 0", "es, 2, 3", "auto, 1, 0", "fr, 1, 0"})
    void theSoundInTheAskedLanguageIsHeard(String language, int stream, double start) throws Exception {
        Path film = Talk.make(
                folder.resolve("film.mkv"),
                "-filter_complex",
                "anullsrc=d=8[remark];[0:a]asplit[english][moved];[moved]adelay=3000:all=1[spanish]",
                "-map",
                "[remark]",
                "-map",
                "[english]",
                "-map",
                "[spanish]",
                "-metadata:s:a:0",
                "language=eng",
                "-metadata:s:a:1",
                "language=eng",
                "-metadata:s:a:2",
                "language=spa",
                "-disposition:a:0",
                "comment",
                "-disposition:a:1",
                "default",
                "-disposition:a:2",
                "0",
                "-c:a",
                "aac");
        ListenRequest request = fetched(film, language, "base");

        Source.Sound chosen = request.source().soundIn(language);
        assertThat(chosen).isNotNull().extracting(Source.Sound::stream).isEqualTo(stream);
        assertThat(firstSpeech(Talk.listen(request, out))).isBetween(start, start + 0.7);
    }

    /** The picture begins 2 s before the sound. */
    @ParameterizedTest
    @ValueSource(strings = {"mkv", "mp4", "ts", "mpg"})
    void soundThatBeginsLaterKeepsItsTime(String container) throws Exception {
        ListenRequest request = fetched(
                film(
                        "film." + container,
                        "-filter_complex",
                        "[0:a]asetpts=PTS+2/TB[sound]",
                        "-map",
                        "1:v",
                        "-map",
                        "[sound]",
                        "-c:v",
                        "mpeg2video",
                        "-c:a",
                        "mp2"),
                "en",
                MODEL);

        double begins = request.source().start();
        assertThat(firstSpeech(Talk.listen(request, out))).isBetween(begins + 2, begins + 2.7);
    }

    /** The sound begins 2 s before the picture; the sentence 3 s after its own beginning. */
    @ParameterizedTest
    @ValueSource(strings = {"mkv", "mp4", "ts"})
    void soundThatBeginsEarlierKeepsItsTime(String container) throws Exception {
        ListenRequest request = fetched(
                film(
                        "film." + container,
                        "-filter_complex",
                        "[0:a]adelay=3000:all=1[sound];[1:v]setpts=PTS+2/TB[picture]",
                        "-map",
                        "[picture]",
                        "-map",
                        "[sound]",
                        "-c:v",
                        "mpeg2video",
                        "-c:a",
                        "mp2"),
                "en",
                MODEL);

        double begins = request.source().start();
        assertThat(firstSpeech(Talk.listen(request, out))).isBetween(begins + 3, begins + 3.7);
    }

    @Test
    void whatIsBeforeAndAfterDamageIsHeardAndTheDamageIsSaid() throws Exception {
        Path whole = Talk.make(folder.resolve("whole.m4a"), "-c:a", "aac", "-movflags", "+faststart");
        ListenRequest request = fetched(damaged(whole, 0.45, 0.6), "en", MODEL);

        ListenPlan plan = Talk.listen(request, out);
        List<Word> words = Talk.transcribe(plan, out).segments().stream()
                .flatMap(segment -> segment.words().stream())
                .toList();

        assertThat(plan.warnings())
                .singleElement()
                .asString()
                .matches("the sound is damaged: \\d+ of its packets can not be decoded");
        assertThat(words.get(0).start()).isLessThan(1);
        assertThat(words)
                .filteredOn(word -> word.end() < 3)
                .extracting(Word::text)
                .contains("Dashwood");
        assertThat(words.get(words.size() - 1).end()).isGreaterThan(6);
    }

    @Test
    void whatCanBeReadOfATruncatedFileIsHeard() throws Exception {
        Path whole = Talk.make(folder.resolve("whole.m4a"), "-c:a", "aac", "-movflags", "+faststart");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.m4a"), Arrays.copyOf(bytes, bytes.length * 6 / 10));
        ListenRequest request = fetched(cut, "en", MODEL);

        assertThat(request.source().warnings()).anyMatch(warning -> warning.startsWith("the file ends after"));
        assertThat(heard(request).text()).contains("Dashwood").doesNotContain("do for them");
    }

    @Test
    void whatCanNotBeDecodedAtAllIsUnreadable() throws Exception {
        Path whole = Talk.make(folder.resolve("whole.mp4"), "-c:a", "flac", "-strict", "-2", "-movflags", "+faststart");
        ListenRequest request = fetched(damaged(whole, 0, 1), "en", MODEL);

        assertThatThrownBy(() -> Talk.listen(request, out))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_UNREADABLE));
        assertThat(out).isEmptyDirectory();
    }

    /** The same file, its packets overwritten from one share of them to another. */
    private Path damaged(Path file, double from, double to) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int packets = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("mdat") + 4;
        int length = bytes.length - packets;
        Arrays.fill(bytes, packets + (int) (from * length), packets + (int) (to * length), (byte) 0x55);
        return Files.write(folder.resolve("damaged-" + file.getFileName()), bytes);
    }

    private Path film(String name, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(FILM));
        all.addAll(List.of(arguments));
        return Talk.make(folder.resolve(name), all.toArray(String[]::new));
    }

    private ListenRequest fetched(Path file, String language, String model) throws Exception {
        return Talk.fetched(file, folder.resolve("source"), language, model);
    }

    private String text(Path file) throws Exception {
        return heard(fetched(file, "en", MODEL)).text();
    }

    private Transcript heard(ListenRequest request) throws Exception {
        return Talk.transcribe(Talk.listen(request, out), out);
    }

    private static double firstSpeech(ListenPlan plan) {
        return plan.spans().get(0).chunks().get(0).speech().get(0).start();
    }
}

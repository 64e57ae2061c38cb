package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reelflow.media.Progress;
import io.reelflow.media.captions.CaptionFile;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subtitles that are streams of the media file itself. */
class EmbeddedCaptionsTest {
    private static final String ENGLISH = """
            1
            00:00:00,500 --> 00:00:01,500
            Hello &

            2
            00:00:01,700 --> 00:00:02,900
            <i>goodbye.</i>
            """;
    private static final String SIGNS = "1\n00:00:00,500 --> 00:00:00,600\nEXIT\n";

    @TempDir
    Path folder;

    /** Of the last fetch. */
    private Path fetched = Path.of("");

    @ParameterizedTest
    @CsvSource({"talk.mkv,subrip", "talk.mkv,ass", "talk.mp4,mov_text", "talk.webm,webvtt"})
    void theTextInTheFileIsThePublishersCaptions(String name, String codec) throws Exception {
        Path media = media(name, codec, new Track("eng", "", "0", ENGLISH));

        Source source = fetched(media, "auto");

        assertThat(source.captions())
                .containsExactly(new Source.Captions("en", Source.Captions.MANUAL, "captions.en.track1.vtt"));
        assertThat(said(source))
                .extracting(Segment::text, Segment::start)
                .containsExactly(tuple("Hello &", 0.5), tuple("goodbye.", 1.7));
        assertThat(source.warnings()).isEmpty();
    }

    @Test
    void theOneThatSaysAllThatIsSpokenIsTaken() throws Exception {
        Path media = media(
                "talk.mkv",
                "subrip",
                new Track("eng", "", "forced", SIGNS),
                new Track("eng", "English (Signs & Songs)", "0", SIGNS),
                new Track("eng", "", "hearing_impaired", "1\n00:00:00,000 --> 00:00:03,000\n[door] Hello.\n"),
                new Track("eng", "English", "0", ENGLISH),
                new Track("spa", "", "0", ENGLISH.replace("Hello", "Hola")));

        assertThat(fetched(media, "auto").captions())
                .extracting(Source.Captions::file)
                .containsExactly("captions.en.track4.vtt");
        assertThat(fetched(media, "es").captions())
                .extracting(Source.Captions::language)
                .containsExactly("es", "en");
        assertThat(fetched(media, "fr").captions())
                .extracting(Source.Captions::language)
                .containsExactly("en");
    }

    @Test
    void timesAreThoseOfTheContainerWhereTheFirstStreamStartsLate() throws Exception {
        Path early = media("early.mkv", "subrip", new Track("eng", "", "0", ENGLISH));
        Path late = folder.resolve("late.mkv");
        SmallMedia.run(
                "-copyts", "-itsoffset", "2", "-i", early.toString(), "-map", "0", "-c", "copy", late.toString());

        Source source = fetched(late, "auto");

        assertThat(source.start()).isBetween(1.9, 2.1);
        assertThat(said(source).get(0).start()).isBetween(2.4, 2.6);
    }

    @Test
    void subtitlesThatSayAlmostNothingOfTheVideoAreAWarning() throws Exception {
        Path media = media("talk.mkv", "subrip", new Track("eng", "", "0", SIGNS));

        Source source = fetched(media, "auto");

        assertThat(source.captions()).isEmpty();
        assertThat(source.warnings())
                .containsExactly("the captions in the file in en are not used: they cover 0.1 s of 3 s");
        assertThat(files()).containsExactly("source.mkv");
    }

    @Test
    void aJobWithoutSpeechLooksForNone() throws Exception {
        Path media = media("talk.mkv", "subrip", new Track("eng", "", "0", ENGLISH));

        assertThat(fetched(media, null).captions()).isNull();
        assertThat(files()).containsExactly("source.mkv");
    }

    @Test
    void picturesOfTextAreNone() {
        List<SubtitleTrack> tracks = List.of(
                new SubtitleTrack(2, "hdmv_pgs_subtitle", "en", false, false),
                new SubtitleTrack(3, "dvd_subtitle", "en", false, false));

        assertThat(SubtitleTrack.picks(tracks, "en", "en")).isEmpty();
    }

    @Test
    void whereNobodyKnowsWhatIsSpokenOnlyOneLanguageCanBeMeant() {
        SubtitleTrack english = new SubtitleTrack(2, "subrip", "en", false, false);
        SubtitleTrack spanish = new SubtitleTrack(3, "subrip", "es", false, false);

        assertThat(SubtitleTrack.picks(List.of(english), "auto", null)).containsExactly(english);
        assertThat(SubtitleTrack.picks(List.of(english, spanish), "auto", null)).isEmpty();
        assertThat(SubtitleTrack.picks(List.of(english, spanish), "es", null)).containsExactly(spanish);
        assertThat(SubtitleTrack.picks(List.of(english), "auto", "es")).isEmpty();
    }

    private record Track(String language, String title, String disposition, String text) {}

    /** Three seconds of English sound with subtitles. */
    private Path media(String name, String codec, Track... tracks) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=3"));
        for (int i = 0; i < tracks.length; i++) {
            Path text = Files.writeString(folder.resolve(i + ".srt"), tracks[i].text);
            arguments.addAll(List.of("-i", text.toString()));
        }
        for (int i = 0; i <= tracks.length; i++) {
            arguments.addAll(List.of("-map", Integer.toString(i)));
        }
        arguments.addAll(List.of("-c:s", codec, "-metadata:s:a:0", "language=eng"));
        for (int i = 0; i < tracks.length; i++) {
            arguments.addAll(List.of("-metadata:s:s:" + i, "language=" + tracks[i].language));
            arguments.addAll(List.of("-metadata:s:s:" + i, "title=" + tracks[i].title));
            arguments.addAll(List.of("-disposition:s:" + i, tracks[i].disposition));
        }
        Path media = folder.resolve(name);
        arguments.add(media.toString());
        SmallMedia.run(arguments.toArray(String[]::new));
        return media;
    }

    private Source fetched(Path media, @Nullable String language) throws Exception {
        fetched = Files.createTempDirectory(folder, "fetched");
        var request = new FetchRequest(
                "upload:1/" + media.getFileName(),
                SourceKind.UPLOAD,
                media.toString(),
                false,
                false,
                1 << 30,
                1000,
                List.of(),
                language);
        return new FetchTask(SmallMedia.CONFIG).run(request, fetched, Progress.NONE);
    }

    private List<Segment> said(Source source) throws Exception {
        String file = Objects.requireNonNull(source.captions()).get(0).file();
        return CaptionFile.read(fetched.resolve(file)).segments();
    }

    private List<String> files() throws Exception {
        try (var files = Files.list(fetched)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

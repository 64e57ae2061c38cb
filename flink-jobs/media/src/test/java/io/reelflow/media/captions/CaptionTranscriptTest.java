package io.reelflow.media.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Source.Captions;
import io.reelflow.schemas.result.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionTranscriptTest {
    private static final Captions ENGLISH = new Captions("en-GB", Captions.MANUAL, "captions.en-GB.vtt");
    private static final Captions HEARD = new Captions("en", Captions.AUTOMATIC, "captions.en.json3");
    private static final Captions GERMAN = new Captions("de", Captions.MANUAL, "captions.de.vtt");

    @TempDir
    Path folder;

    @Test
    void thoseByPeopleAreChosenInTheAskedLanguageOrTheVideosOwn() {
        assertThat(CaptionTranscript.choose(source("en", HEARD, ENGLISH, GERMAN), "auto"))
                .isEqualTo(ENGLISH);
        assertThat(CaptionTranscript.choose(source("en", HEARD, ENGLISH, GERMAN), "de"))
                .isEqualTo(GERMAN);
        assertThat(CaptionTranscript.choose(source("en", HEARD, GERMAN), "auto"))
                .isEqualTo(HEARD);
        assertThat(CaptionTranscript.choose(source(null, HEARD), "auto")).isEqualTo(HEARD);
    }

    @Test
    void captionsInAnotherLanguageAreNotWhatIsSaid() {
        assertThat(CaptionTranscript.choose(source("en", GERMAN), "auto")).isNull();
        assertThat(CaptionTranscript.choose(source("en", HEARD), "fr")).isNull();
        assertThat(CaptionTranscript.choose(source("en"), "auto")).isNull();
        assertThat(CaptionTranscript.choose(source("en", new Captions("und", Captions.MANUAL, "c")), "fr"))
                .isNull();
    }

    @Test
    void withoutThePublishersWordTheSoundSaysWhatIsSpoken() {
        assertThat(CaptionTranscript.choose(spoken("de", ENGLISH), "auto")).isNull();
        assertThat(CaptionTranscript.choose(spoken("en", ENGLISH), "auto")).isEqualTo(ENGLISH);
        assertThat(CaptionTranscript.choose(spoken(null, ENGLISH), "auto")).isEqualTo(ENGLISH);
        assertThat(CaptionTranscript.choose(spoken("de", ENGLISH), "en")).isEqualTo(ENGLISH);
    }

    @Test
    void theTranscriptSaysWhereItCameFrom() throws Exception {
        Path file = Files.writeString(
                folder.resolve("c"),
                "WEBVTT\n\n00:01.000 --> 00:02.000\nHi.\n\n05:00.000 --> 05:01.000\nafter the end\n");

        Transcript transcript = CaptionTranscript.read(source("en", ENGLISH), ENGLISH, file);

        assertThat(transcript)
                .isEqualTo(new Transcript(
                        "en", null, "captions", null, 60, List.of(new Segment(1, 2, "Hi.", null, List.of()))));
        assertThat(CaptionTranscript.read(source("en", HEARD), HEARD, file).source())
                .isEqualTo("automatic_captions");
    }

    @Test
    void captionsOfAnotherVideoAreNone() throws Exception {
        Path file = Files.writeString(folder.resolve("c"), "WEBVTT\n\n05:00.000 --> 05:01.000\nafter the end\n");

        assertThatThrownBy(() -> CaptionTranscript.read(source("en", ENGLISH), ENGLISH, file))
                .isInstanceOf(MediaException.class);
    }

    private static Source source(@Nullable String language, Captions... captions) {
        return source(language, null, captions);
    }

    private static Source spoken(@Nullable String language, Captions... captions) {
        return source(null, new Source.Sound(1, "aac", 2, 48_000, language), captions);
    }

    private static Source source(@Nullable String language, Source.@Nullable Sound sound, Captions... captions) {
        Source.Metadata metadata = new Source.Metadata(
                null, null, null, null, null, language, null, null, null, List.of(), List.of(), "youtube", Map.of());
        return new Source("https://example.org/v", "source.mp4", null, 1, null, 60, 0, null, sound, metadata, List.of())
                .withCaptions(List.of(captions), List.of());
    }
}

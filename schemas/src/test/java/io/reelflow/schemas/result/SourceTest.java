package io.reelflow.schemas.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Source.Sound;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceTest {
    private static final Sound ENGLISH = sound(2, "en");
    private static final Sound SPANISH = sound(1, "es");
    private static final Sound SPANISH_COMMENTARY = sound(0, "es");
    private static final Sound UNKNOWN = sound(3, null);

    @Test
    void theSoundInTheAskedLanguageIsHeardElseThePreferredOne() {
        Source source = source(ENGLISH).withSounds(List.of(ENGLISH, SPANISH, UNKNOWN, SPANISH_COMMENTARY));

        assertThat(source.soundIn("es")).isEqualTo(SPANISH);
        assertThat(source.soundIn("fr")).isEqualTo(ENGLISH);
        assertThat(source.soundIn("auto")).isEqualTo(ENGLISH);
    }

    @Test
    void aSourceThatDoesNotListItsSoundsHasOne() {
        assertThat(source(ENGLISH).soundIn("es")).isEqualTo(ENGLISH);
        assertThat(source(null).soundIn("es")).isNull();
        assertThat(source(null).withSounds(List.of()).soundIn("es")).isNull();
    }

    @Test
    void captionsLeaveTheSoundsAsTheyAre() {
        Source source = source(ENGLISH).withSounds(List.of(ENGLISH, SPANISH)).withCaptions(List.of(), List.of());

        assertThat(source.soundIn("es")).isEqualTo(SPANISH);
    }

    private static Sound sound(int stream, @Nullable String language) {
        return new Sound(stream, "aac", 2, 48_000, language);
    }

    private static Source source(@Nullable Sound sound) {
        var metadata = new Source.Metadata(
                null, null, null, null, null, null, null, null, null, List.of(), List.of(), "http", Map.of());
        return new Source("https://example.org/v", "v.mp4", null, 1, null, 60, 0, null, sound, metadata, List.of());
    }
}

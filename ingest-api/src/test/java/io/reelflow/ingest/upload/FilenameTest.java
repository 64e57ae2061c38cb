package io.reelflow.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilenameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "talk.mp4 → talk.mp4",
                "Vortrag über Größe.mp4 → Vortrag über Größe.mp4",
                "講演 第1回.mp4 → 講演 第1回.mp4",
                "e\u0301.mp4 → \u00e9.mp4",
                "../../etc/passwd → passwd",
                "C:\\Users\\anna\\talk.mp4 → talk.mp4",
                ".hidden → hidden",
                "... → upload",
                "/ → upload",
                "a:b*c?.mp4 → a_b_c_.mp4",
                "it's 100% \"real\" & $HOME; (part 1) #2.mp4 → it's 100% _real_ & $HOME; (part 1) #2.mp4",
                "-video-.mp4 → -video-.mp4",
                "a\u202egpj.mp4 → a_gpj.mp4",
                "a\u00a0b.mp4 → a b.mp4",
                "😀.mp4 → 😀.mp4",
            })
    void aNameStaysReadableAndBecomesSafe(String given, String safe) {
        assertThat(Filename.sanitised(given)).isEqualTo(safe);
        assertThat(Filename.sanitised(safe)).isEqualTo(safe);
    }

    @Test
    void aLongNameKeepsItsExtensionAndItsCharactersWhole() {
        String name = Filename.sanitised("😀".repeat(100) + ".webm");

        assertThat(name).endsWith("😀.webm");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(195, 200);
        assertThat(Filename.sanitised(name)).isEqualTo(name);
    }
}

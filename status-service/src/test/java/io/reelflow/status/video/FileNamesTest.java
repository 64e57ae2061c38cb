package io.reelflow.status.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ContentDisposition;

class FileNamesTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    A plain title, A plain title
                    `Grüße, 世界 🎬`, `Grüße, 世界 🎬`
                    ../../etc/passwd, etc passwd
                    C:\\windows\\x, C windows x
                    what?* "is" <this>|, what is this
                    ...hidden..., hidden
                    con, otherwise
                    LPT1.txt, otherwise
                    `///`, otherwise
                    """)
    void aTitleBecomesANameThatEveryDiskTakes(String title, String name) {
        assertThat(FileNames.of(title, "otherwise")).isEqualTo(name);
    }

    @Test
    void marksThatTurnTextAroundAndHalvesOfCharactersAreTakenOut() {
        assertThat(FileNames.of("a\u202egpj.exe\ud83d", "otherwise")).isEqualTo("a gpj.exe");
        assertThat(FileNames.of("u\u0308ber", "otherwise")).isEqualTo("\u00fcber");
        assertThat(FileNames.of(null, "otherwise")).isEqualTo("otherwise");
    }

    @Test
    void aLongTitleIsCutBetweenCharacters() {
        String name = FileNames.of("🎬".repeat(200), "otherwise");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(160);
        assertThat(name.codePoints().distinct().toArray()).containsExactly("🎬".codePointAt(0));
    }

    @Test
    void everyNameComesBackOutOfItsHeader() {
        for (String name : new String[] {"Grüße, 世界 🎬.mp4", "100% \"sure\"; yes.mp4", "plain.zip", "שלום.mp3"}) {
            ContentDisposition header =
                    ContentDisposition.parse(FileNames.saved(name).toString());
            assertThat(header.getFilename()).isEqualTo(name);
            assertThat(header.isAttachment()).isTrue();
        }
    }
}

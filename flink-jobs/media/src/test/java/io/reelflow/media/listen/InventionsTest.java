package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Word;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InventionsTest {
    @Test
    void labelsOfSoundsGo() {
        assertThat(kept("[wind blowing]")).isEmpty();
        assertThat(kept("Hello there. [MUSIC PLAYING] Welcome.")).isEqualTo("Hello there. Welcome.");
        assertThat(kept("(applause) Thank you. (door slams)")).isEqualTo("Thank you.");
        assertThat(kept("♪ ♪ la la")).isEqualTo("la la");
    }

    @Test
    void whatIsSaidInBracketsStays() {
        String said = "The parser (which is small) reads f(x) and goes on.";
        assertThat(kept(said)).isEqualTo(said);
    }

    @Test
    void aPhraseSaidOverAndOverStaysOnce() {
        assertThat(
                        kept(
                                "So. Thank you very much. Thank you very much. Thank you, very much. Thank you very much. Bye."))
                .isEqualTo("So. Thank you very much. Bye.");
        assertThat(kept("no ".repeat(40).strip())).isEqualTo("no");
    }

    @Test
    void whatPeopleRepeatForEmphasisStays() {
        assertThat(kept("No, no, no, no. Again and again and again."))
                .isEqualTo("No, no, no, no. Again and again and again.");
    }

    private static String kept(String text) {
        return Inventions.without(CaptionsTest.spoken(0, text).words()).stream()
                .map(Word::text)
                .collect(Collectors.joining(" "));
    }
}

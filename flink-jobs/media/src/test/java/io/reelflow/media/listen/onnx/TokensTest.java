package io.reelflow.media.listen.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers of OpenAI's tokenizers: gpt2 (English), multilingual, and the one of large-v3 with a language more. */
class TokensTest {
    @Test
    void anEnglishModelIsNotToldTheLanguage() {
        Tokens tokens = new Tokens(51_864);

        assertThat(tokens.prompt("en")).containsExactly(50_257, 50_362);
        assertThat(tokens.end()).isEqualTo(50_256);
        assertThat(tokens.languages()).containsExactly("en");
    }

    @Test
    void aMultilingualModelIsToldWhatToDo() {
        Tokens tokens = new Tokens(51_865);

        assertThat(tokens.prompt("en")).containsExactly(50_258, 50_259, 50_359, 50_363);
        assertThat(tokens.prompt("es")).containsExactly(50_258, 50_262, 50_359, 50_363);
        assertThat(tokens.end()).isEqualTo(50_257);
        assertThat(tokens.languages()).hasSize(99).endsWith("su").doesNotHaveDuplicates();
    }

    @Test
    void theLargestModelKnowsOneLanguageMore() {
        Tokens tokens = new Tokens(51_866);

        assertThat(tokens.prompt("yue")).containsExactly(50_258, 50_358, 50_360, 50_364);
    }
}

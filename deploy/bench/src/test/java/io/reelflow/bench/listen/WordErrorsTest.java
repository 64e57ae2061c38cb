package io.reelflow.bench.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordErrorsTest {
    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ask not what | Ask not, what! | 0 | 3",
                "ask not what | ask what | 1 | 3",
                "ask not what | ask now what | 1 | 3",
                "ask not what | ask not not what | 1 | 3",
                "ask not what | \"\" | 3 | 3",
                "Señor, ¿está? | senor esta | 0 | 2",
                "beauty's rose | beautys rose | 0 | 2",
                "mister Dashwood | Mr. Dashwood | 0 | 2",
                "ill-disposed | ill disposed | 0 | 2",
                "\"\" | thank you | 2 | 0",
            })
    void countsWordsThatDiffer(String truth, String heard, int errors, int words) {
        assertThat(WordErrors.of(truth, heard)).isEqualTo(new WordErrors(errors, words));
    }

    @Test
    void aSumOfFilesWeighsEachByItsWords() {
        WordErrors all = WordErrors.of("a b c d e f g h", "a b c d e f g h").plus(WordErrors.of("x y", "x z"));

        assertThat(all.rate()).isEqualTo(0.1);
        assertThat(WordErrors.NONE.rate()).isNaN();
    }

    @Test
    void wordsThatAreTheSameFindEachOther() {
        Alignment alignment = Alignment.of(List.of("so", "ask", "not", "what"), List.of("ask", "um", "what"));

        assertThat(alignment.errors()).isEqualTo(2);
        assertThat(alignment.matches()).containsExactly(-1, 0, -1, 2);
    }
}

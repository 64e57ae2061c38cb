package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.speakers.Stretch;
import io.reelflow.media.speakers.Turn;
import io.reelflow.schemas.result.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Words of {@code CaptionsTest.spoken} take 0.3 s each. */
class WordSpeakersTest {
    @Test
    void turnsEndWithSentencesThoughVoicesChangeAboutThere() {
        assertThat(speakers("How are you today? I am fine, thank you.", turn(0, 1.5, 0), turn(1.5, 3, 1)))
                .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1);
    }

    @Test
    void aVoiceHeardForOneWordChangesNothing() {
        assertThat(speakers("one two three four five six", turn(0, 0.6, 0), turn(0.6, 0.95, 1), turn(0.95, 2, 0)))
                .containsOnly(0);
    }

    @Test
    void aShortSentenceBetweenTwoOfAnotherIsATurn() {
        assertThat(speakers("Is it so? Yes, it is. Well then.", turn(0, 0.9, 0), turn(0.9, 1.8, 1), turn(1.8, 3, 0)))
                .containsExactly(0, 0, 0, 1, 1, 1, 0, 0);
    }

    @Test
    void whereNoVoiceIsHeardTheSpeakerGoesOn() {
        assertThat(speakers("one two three four", turn(0, 0.6, 0), turn(9, 10, 1)))
                .containsOnly(0);
    }

    private static int[] speakers(String text, Turn... turns) {
        List<Word> words = CaptionsTest.spoken(0, text).words();
        return WordSpeakers.of(words, List.of(turns));
    }

    private static Turn turn(double start, double end, int speaker) {
        return new Turn(new Stretch(start, end), speaker);
    }
}

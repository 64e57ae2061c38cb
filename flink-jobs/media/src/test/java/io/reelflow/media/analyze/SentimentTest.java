package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentimentTest {
    @Test
    void atMostFiveOfFortyEightHeldOutSentencesAreMisjudged() throws Exception {
        var wrong = new ArrayList<String>();
        for (String line : Talks.all("sentiment-test.tsv")) {
            String gold = line.substring(0, line.indexOf('\t'));
            String sentence = line.substring(line.indexOf('\t') + 1);
            String got = Mood.label(sentence);
            if (!got.equals(gold)) {
                wrong.add(got + " for " + gold + ": " + sentence);
            }
        }
        assertThat(wrong).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void wordsCarryTheirNegationsAndTheirButs() {
        assertThat(Vader.compound("The food was good.")).isPositive();
        assertThat(Vader.compound("The food was not good.")).isNegative();
        assertThat(Vader.compound("The food was very good.")).isGreaterThan(Vader.compound("The food was good."));
        assertThat(Vader.compound("The room was nice but the food was horrible."))
                .isNegative();
        assertThat(Vader.compound("He was a man who looked like his father.")).isZero();
        assertThat(Vader.compound("")).isZero();
    }

    @Test
    void aWholeTalkTakesTheMoodOfMostOfIt() throws Exception {
        Talk sad = Talks.talk("en", List.of("We lost everything.", "It was terrible.", "The table is brown."));
        assertThat(Mood.of(sad, Mood.scores(sad)).label()).isEqualTo("negative");
        Talk plain = Talks.talk("en", Talks.lines("talk-bike.txt"));
        assertThat(Mood.of(plain, Mood.scores(plain)).label()).isEqualTo("neutral");
    }
}

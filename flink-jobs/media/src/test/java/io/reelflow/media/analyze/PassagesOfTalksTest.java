package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.meaning.Meaning;
import io.reelflow.meaning.Passages;
import io.reelflow.meaning.Passages.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sets {@link Meaning#RELATED}. */
class PassagesOfTalksTest {
    private static final List<Passage> PASSAGES = new ArrayList<>();

    @BeforeAll
    static void readTalks() throws IOException, InterruptedException {
        for (String talk : List.of("talk-coffee.txt", "talk-bike.txt")) {
            PASSAGES.addAll(
                    Passages.of(Talks.transcript("en", Talks.lines(talk)).segments())
                            .passages());
        }
    }

    private static double nearness(Passage passage, String question) {
        return Meaning.nearness(Base64.getDecoder().decode(passage.embedding()), Meaning.of(question));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "staying upright on two wheels | The usual answer is the gyroscopic effect",
                "commuting in cities without cars | Traffic lights are timed so that riders",
                "grinding | A burr grinder crushes them",
                "espresso machine pressure | A pump pushes hot water",
                "environmental benefits of cycling | Today more than half of the citizens ride to work"
            })
    void aQuestionIsNearestToWhatAnswersIt(String question, String said) {
        Passage nearest = PASSAGES.stream()
                .max(Comparator.comparingDouble(passage -> nearness(passage, question)))
                .orElseThrow();

        assertThat(nearest.text()).contains(said);
        assertThat(nearness(nearest, question)).isGreaterThan(Meaning.RELATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "monetary policy",
                "heart surgery",
                "quantum mechanics",
                "moon landing",
                "cooking pasta",
                "stock market crash of 1929",
                "music theory for beginners",
                "nowhere",
                "the"
            })
    void whatNobodySpokeOfIsNearNothing(String question) {
        assertThat(PASSAGES)
                .allSatisfy(passage -> assertThat(nearness(passage, question)).isLessThan(Meaning.RELATED));
    }

    @Test
    void timesAndTextsAreThoseOfTheTalk() {
        assertThat(PASSAGES)
                .hasSizeGreaterThan(9)
                .allSatisfy(
                        passage -> assertThat(passage.end() - passage.start()).isBetween(5.0, 45.0));
    }
}

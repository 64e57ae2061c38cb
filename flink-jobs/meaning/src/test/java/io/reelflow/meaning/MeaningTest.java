package io.reelflow.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeaningTest {
    @Test
    void bytesAreAsNearAsTheirVectors() {
        float[] question = SentenceModel.vector("What do cats eat?");
        float[] near = SentenceModel.vector("Our kitten likes fish and milk.");
        float[] far = SentenceModel.vector("The parliament voted on the budget.");

        double nearness = Meaning.nearness(Meaning.bytes(question), Meaning.bytes(near));

        assertThat(nearness).isCloseTo(product(question, near), within(0.01)).isGreaterThan(Meaning.RELATED);
        assertThat(Meaning.nearness(Meaning.bytes(question), Meaning.bytes(far)))
                .isCloseTo(product(question, far), within(0.01))
                .isLessThan(Meaning.RELATED);
        assertThat(Meaning.nearness(Meaning.bytes(near), Meaning.bytes(near))).isCloseTo(1, within(0.01));
    }

    @Test
    void textWithoutWordsMeansNothing() {
        assertThat(Meaning.of(" ")).hasSize(SentenceModel.DIMENSIONS).containsOnly(0);
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

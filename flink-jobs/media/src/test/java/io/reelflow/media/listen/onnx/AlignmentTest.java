package io.reelflow.media.listen.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlignmentTest {
    private static final int POSITIONS = 100;

    @Test
    void aTokenBeginsWhereItIsAttendedTo() {
        int[] starts = {0, 10, 40, 45, 80};

        assertThat(Alignment.firstPositions(attention(starts, 2), 2, POSITIONS)).containsExactly(starts);
    }

    @Test
    void oneHeadThatLooksElsewhereDoesNotMatter() {
        int[] starts = {0, 12, 30, 61};
        List<float[]> attention = attention(starts, 3);
        Random random = new Random(1);
        for (float[] row : attention) {
            for (int i = 0; i < POSITIONS; i++) {
                row[i] = random.nextFloat() / 100;
            }
        }

        int[] found = Alignment.firstPositions(attention, 3, POSITIONS);

        for (int i = 0; i < starts.length; i++) {
            assertThat(found[i]).isBetween(starts[i] - 3, starts[i] + 3);
        }
    }

    @Test
    void soundShorterThanItsTokensStillHasATimeForEach() {
        List<float[]> attention = List.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {0, 1});

        assertThat(Alignment.firstPositions(attention, 1, 2)).hasSize(3).isSorted();
    }

    /** Each token's row is high from its start to the next one's. */
    private static List<float[]> attention(int[] starts, int heads) {
        List<float[]> rows = new ArrayList<>();
        for (int token = 0; token < starts.length; token++) {
            int end = token + 1 < starts.length ? starts[token + 1] : POSITIONS;
            float[] row = new float[heads * POSITIONS];
            for (int head = 0; head < heads; head++) {
                for (int i = starts[token]; i < end; i++) {
                    row[head * POSITIONS + i] = 1f / (end - starts[token]);
                }
            }
            rows.add(row);
        }
        return rows;
    }
}

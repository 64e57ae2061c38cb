package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class OppositionTest {
    private static final int SAMPLES = 100 * SileroVad.FRAME + 200;

    private final Random random = new Random(7);
    private final List<float[]> frames = new ArrayList<>();

    @Test
    void sidesAreOppositeWhereTheirSumIsNothing() throws Exception {
        assertThat(read(0.3, left -> -left).opposite()).isTrue();
        assertThat(read(0.3, left -> -0.7 * left).opposite()).isTrue();
    }

    @Test
    void sidesThatAreTheSameOrHaveNothingInCommonAreNotOpposite() throws Exception {
        assertThat(read(0.3, left -> left).opposite()).isFalse();
        assertThat(read(0.3, left -> 0).opposite()).isFalse();
        assertThat(read(0.3, left -> random.nextGaussian() * 0.3).opposite()).isFalse();
    }

    @Test
    void whatCanHardlyBeHeardIsNotJudged() throws Exception {
        assertThat(read(0.001, left -> -left).opposite()).isFalse();
    }

    @Test
    void framesAreTheMeanOfBothSidesAndTheLastIsFilledUp() throws Exception {
        FrameReader reader = read(0.3, left -> 0.5 * left);

        assertThat(reader.samples()).isEqualTo(SAMPLES);
        assertThat(frames).hasSize(101);
        float[] last = frames.get(100);
        assertThat(last[199]).isNotZero();
        assertThat(last[200]).isZero();
    }

    private FrameReader read(double level, DoubleUnaryOperator right) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SAMPLES * 2 * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < SAMPLES; i++) {
            double left = Math.max(-0.9, Math.min(0.9, random.nextGaussian() * level));
            bytes.putShort((short) (left * 32_767));
            bytes.putShort((short) (Math.max(-1, Math.min(1, right.applyAsDouble(left))) * 32_767));
        }
        FrameReader reader = new FrameReader(2, frame -> frames.add(frame.clone()));
        reader.read(new ByteArrayInputStream(bytes.array()));
        return reader;
    }
}

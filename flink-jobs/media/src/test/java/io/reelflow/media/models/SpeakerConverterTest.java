package io.reelflow.media.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpeakerConverterTest {
    private static final int FRAMES = 160;
    private static final int BANDS = 40;
    private static final int WIDTH = 256;

    @Test
    void theModelComputesWhatTheCheckpointsNetworkIs() throws Exception {
        CheckpointBytes checkpoint = CheckpointBytes.encoder();
        float[] mels = mels(2);

        float[] embeddings = run(convert(checkpoint), mels);

        for (int item = 0; item < 2; item++) {
            float[] window = Arrays.copyOfRange(mels, item * FRAMES * BANDS, (item + 1) * FRAMES * BANDS);
            float[] expected = embedding(checkpoint, window);
            float[] actual = Arrays.copyOfRange(embeddings, item * WIDTH, (item + 1) * WIDTH);
            assertThat(actual).containsExactly(expected, Offset.offset(1e-4f));
            assertThat(length(actual)).isCloseTo(1, Offset.offset(1e-5));
        }
    }

    @Test
    void aCheckpointOfAnotherNetworkIsRefused() {
        CheckpointBytes wide = CheckpointBytes.encoder().put("linear.bias", 512);

        assertThatThrownBy(() -> convert(wide))
                .isInstanceOf(IOException.class)
                .hasMessage("tensor 'linear.bias': must be there as [256], was [512]");
    }

    @Test
    void storagesOfAnotherTypeAreRefused() {
        assertThatThrownBy(() -> convert(new CheckpointBytes().put("a", 2).ofType("HalfStorage")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("something else than float32 tensors");
    }

    @Test
    void aCheckpointThatIsCutShortIsRefused() {
        byte[] whole = new CheckpointBytes().put("a", 4).bytes();

        assertThatThrownBy(
                        () -> TorchCheckpoint.read(new ByteArrayInputStream(whole, 0, whole.length - 1), "model_state"))
                .isInstanceOf(IOException.class)
                .hasMessage("the checkpoint ends inside a storage");
    }

    @Test
    void whatIsNoCheckpointIsRefused() {
        assertThatThrownBy(() -> TorchCheckpoint.read(new ByteArrayInputStream(new byte[] {'P', 'K', 3, 4}), "x"))
                .isInstanceOf(IOException.class);
    }

    private static byte[] convert(CheckpointBytes checkpoint) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SpeakerConverter.convert(new ByteArrayInputStream(checkpoint.bytes()), out);
        return out.toByteArray();
    }

    private static float[] run(byte[] model, float[] mels) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {mels.length / (FRAMES * BANDS), FRAMES, BANDS};
        try (OrtSession session = environment.createSession(model);
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(mels), shape);
                OrtSession.Result result = session.run(Map.of("mels", input))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] embeddings = new float[output.remaining()];
            output.get(embeddings);
            return embeddings;
        }
    }

    private static float[] mels(int items) {
        Random random = new Random(3);
        float[] mels = new float[items * FRAMES * BANDS];
        for (int i = 0; i < mels.length; i++) {
            mels[i] = random.nextFloat();
        }
        return mels;
    }

    /** torch.nn.LSTM, Linear and ReLU by their definitions, scaled to length 1. */
    private static float[] embedding(CheckpointBytes checkpoint, float[] mels) {
        float[][] sequence = new float[FRAMES][];
        for (int frame = 0; frame < FRAMES; frame++) {
            sequence[frame] = Arrays.copyOfRange(mels, frame * BANDS, (frame + 1) * BANDS);
        }
        for (int layer = 0; layer < 3; layer++) {
            sequence = lstm(checkpoint, layer, sequence);
        }
        float[] last = sequence[FRAMES - 1];
        float[] embedding = checkpoint.values("linear.bias").clone();
        add(embedding, checkpoint.values("linear.weight"), last);
        for (int i = 0; i < WIDTH; i++) {
            embedding[i] = Math.max(0, embedding[i]);
        }
        double length = length(embedding);
        for (int i = 0; i < WIDTH; i++) {
            embedding[i] /= (float) length;
        }
        return embedding;
    }

    private static float[][] lstm(CheckpointBytes checkpoint, int layer, float[][] inputs) {
        float[][] outputs = new float[inputs.length][];
        float[] hidden = new float[WIDTH];
        float[] cell = new float[WIDTH];
        for (int frame = 0; frame < inputs.length; frame++) {
            float[] gates = checkpoint.values("lstm.bias_ih_l" + layer).clone();
            float[] recurrentBias = checkpoint.values("lstm.bias_hh_l" + layer);
            for (int i = 0; i < gates.length; i++) {
                gates[i] += recurrentBias[i];
            }
            add(gates, checkpoint.values("lstm.weight_ih_l" + layer), inputs[frame]);
            add(gates, checkpoint.values("lstm.weight_hh_l" + layer), hidden);
            hidden = new float[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                double kept = sigmoid(gates[WIDTH + i]) * cell[i];
                cell[i] = (float) (kept + sigmoid(gates[i]) * Math.tanh(gates[2 * WIDTH + i]));
                hidden[i] = (float) (sigmoid(gates[3 * WIDTH + i]) * Math.tanh(cell[i]));
            }
            outputs[frame] = hidden;
        }
        return outputs;
    }

    private static void add(float[] to, float[] matrix, float[] vector) {
        for (int row = 0; row < to.length; row++) {
            for (int column = 0; column < vector.length; column++) {
                to[row] += matrix[row * vector.length + column] * vector[column];
            }
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float x : vector) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }
}

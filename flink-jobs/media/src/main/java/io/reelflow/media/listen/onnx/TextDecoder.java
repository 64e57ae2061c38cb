package io.reelflow.media.listen.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.reelflow.media.listen.onnx.GgmlModel.Sizes;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The decoder on its way through the text of one chunk. For one thread at a time. */
final class TextDecoder implements AutoCloseable {
    private static final String EMBEDDINGS = "decoder.token_embedding.weight";
    private static final String POSITIONS = "decoder.positional_embedding";
    /** A tensor can not be empty: before the first token stands one that nothing may attend to. */
    private static final int NOTHING = 1;

    private static final float NEVER = -1e9f;

    private final Sessions sessions;
    private final GgmlModel model;
    private final Sizes sizes;
    /** Keys and values of the tokens before. */
    private final Map<String, OnnxTensor> before = new HashMap<>();
    /** Keys and values of what was heard. */
    private final Map<String, OnnxTensor> around = new HashMap<>();

    private int length;

    TextDecoder(Sessions sessions, GgmlModel model, Heard heard) throws OrtException {
        this.sessions = sessions;
        this.model = model;
        this.sizes = model.sizes();
        around.putAll(heard.tensors());
        for (int layer = 0; layer < sizes.decoderLayers(); layer++) {
            float[] nothing = new float[sizes.width()];
            before.put(DecoderGraph.keysBefore(layer), tensor(nothing, 1, sizes.heads(), sizes.headWidth(), NOTHING));
            before.put(DecoderGraph.valuesBefore(layer), tensor(nothing, 1, sizes.heads(), NOTHING, sizes.headWidth()));
        }
    }

    /**
     * What comes next.
     *
     * @param attention {@code heads · positions} numbers
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Next(int token, double probability, float[] attention) {}

    /**
     * The likeliest next token.
     *
     * @param tokens new ones, behind those before
     * @param allowed is added to the scores
     */
    Next next(int[] tokens, OnnxTensor allowed) throws OrtException, IOException {
        Set<String> wanted = new HashSet<>(Set.of(DecoderGraph.NEXT, DecoderGraph.PROBABILITY, DecoderGraph.ATTENTION));
        for (int layer = 0; layer < sizes.decoderLayers(); layer++) {
            wanted.add(DecoderGraph.keys(layer));
            wanted.add(DecoderGraph.values(layer));
        }
        Map<String, OnnxTensor> outputs = run(tokens, allowed, wanted);
        closeAll(before);
        for (int layer = 0; layer < sizes.decoderLayers(); layer++) {
            before.put(DecoderGraph.keysBefore(layer), get(outputs, DecoderGraph.keys(layer)));
            before.put(DecoderGraph.valuesBefore(layer), get(outputs, DecoderGraph.values(layer)));
        }
        length += tokens.length;
        try (OnnxTensor next = get(outputs, DecoderGraph.NEXT);
                OnnxTensor probability = get(outputs, DecoderGraph.PROBABILITY);
                OnnxTensor attention = get(outputs, DecoderGraph.ATTENTION)) {
            return new Next(
                    (int) next.getLongBuffer().get(),
                    probability.getFloatBuffer().get(),
                    attention.getFloatBuffer().array());
        }
    }

    /** The scores of all tokens as the next one; afterwards the decoder is of no more use. */
    float[] scores(int[] tokens, OnnxTensor allowed) throws OrtException, IOException {
        try (OnnxTensor scores = get(run(tokens, allowed, Set.of(DecoderGraph.SCORES)), DecoderGraph.SCORES)) {
            return scores.getFloatBuffer().array();
        }
    }

    private Map<String, OnnxTensor> run(int[] tokens, OnnxTensor allowed, Set<String> wanted)
            throws OrtException, IOException {
        try (OnnxTensor embedded = embedded(tokens);
                OnnxTensor mask = mask(tokens.length)) {
            Map<String, OnnxTensor> inputs = new HashMap<>(around);
            inputs.putAll(before);
            inputs.put(DecoderGraph.TOKENS, embedded);
            inputs.put(DecoderGraph.MASK, mask);
            inputs.put(DecoderGraph.ALLOWED, allowed);
            OrtSession.Result result = sessions.decoder().run(inputs, wanted);
            Map<String, OnnxTensor> outputs = new HashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.put(output.getKey(), (OnnxTensor) output.getValue());
            }
            return outputs;
        }
    }

    private static OnnxTensor get(Map<String, OnnxTensor> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name), name);
    }

    private OnnxTensor embedded(int[] tokens) throws OrtException, IOException {
        float[] embedded = new float[tokens.length * sizes.width()];
        for (int i = 0; i < tokens.length; i++) {
            float[] token = model.floats(EMBEDDINGS, tokens[i], 1);
            float[] position = model.floats(POSITIONS, length + i, 1);
            for (int j = 0; j < token.length; j++) {
                embedded[i * sizes.width() + j] = token[j] + position[j];
            }
        }
        return tensor(embedded, 1, tokens.length, sizes.width());
    }

    /** A token attends to itself and those before it. */
    private OnnxTensor mask(int count) throws OrtException {
        int all = NOTHING + length + count;
        float[] mask = new float[count * all];
        for (int i = 0; i < count; i++) {
            Arrays.fill(mask, i * all, i * all + NOTHING, NEVER);
            Arrays.fill(mask, i * all + NOTHING + length + i + 1, (i + 1) * all, NEVER);
        }
        return tensor(mask, count, all);
    }

    private OnnxTensor tensor(float[] numbers, long... shape) throws OrtException {
        return OnnxTensor.createTensor(sessions.environment(), FloatBuffer.wrap(numbers), shape);
    }

    private static void closeAll(Map<String, OnnxTensor> tensors) {
        tensors.values().forEach(OnnxTensor::close);
        tensors.clear();
    }

    @Override
    public void close() {
        closeAll(before);
        closeAll(around);
    }
}

package io.reelflow.media.listen.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.sun.jna.Memory;
import io.reelflow.media.listen.SpeechEngine;
import io.reelflow.media.listen.onnx.GgmlModel.Sizes;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the encoder heard in a chunk: keys and values for the decoder, in native memory that is used again for the next
 * one. For one thread at a time.
 */
final class Heard implements AutoCloseable {
    /** More than there is sound, so that the decoder hears its end. */
    private static final int POSITIONS_BEHIND = 64;
    /** Eight seconds: with less around them, a few words are misheard ("an old supposed young man"). */
    private static final int LEAST_POSITIONS = 400;

    private static final int POSITIONS_PER_SECOND = 50;

    private final OrtEnvironment environment;
    private final OrtSession encoder;
    private final Sizes sizes;
    private final Memory samples;
    private final Memory memory;
    private final long part;
    private int positions;
    private int chunkPositions;

    Heard(Sessions sessions, Sizes sizes) {
        this.environment = sessions.environment();
        this.encoder = sessions.encoder();
        this.sizes = sizes;
        this.samples = new Memory((long) EncoderGraph.samples(sizes.audioPositions()) * Float.BYTES);
        this.part = (long) sizes.audioPositions() * sizes.width() * Float.BYTES;
        this.memory = new Memory(2L * sizes.decoderLayers() * part);
    }

    private static int positions(int samples) {
        return (int) Math.ceil((double) samples * POSITIONS_PER_SECOND / SpeechEngine.SAMPLE_RATE);
    }

    void listen(float[] chunk) throws OrtException {
        chunkPositions = Math.max(1, Math.min(sizes.audioPositions(), positions(chunk.length)));
        int wanted = Math.max(LEAST_POSITIONS, (chunkPositions + POSITIONS_BEHIND + 7) / 8 * 8);
        positions = Math.min(sizes.audioPositions(), wanted);
        int count = EncoderGraph.samples(positions);
        FloatBuffer padded =
                samples.getByteBuffer(0, (long) count * Float.BYTES).asFloatBuffer();
        for (int i = 0; i < count; i++) {
            int at = Math.abs(i - EncoderGraph.MIRRORED);
            padded.put(i, at < chunk.length ? chunk[at] : 0);
        }
        Map<String, OnnxTensor> outputs = tensors();
        try (OnnxTensor input = OnnxTensor.createTensor(environment, padded, new long[] {1, 1, count})) {
            encoder.run(Map.of(EncoderGraph.SAMPLES, input), Set.of(), outputs).close();
        } finally {
            outputs.values().forEach(OnnxTensor::close);
        }
    }

    /** All of the encoder's positions, silence behind the chunk too. */
    int positions() {
        return positions;
    }

    /** Those that the chunk's own sound takes; at least one. */
    int chunkPositions() {
        return chunkPositions;
    }

    /** Keys and values, under the names of the decoder's inputs; the caller closes them. */
    Map<String, OnnxTensor> tensors() throws OrtException {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        for (int layer = 0; layer < sizes.decoderLayers(); layer++) {
            long[] keys = {1, sizes.heads(), sizes.headWidth(), positions};
            tensors.put(EncoderGraph.key(layer), OnnxTensor.createTensor(environment, view(2 * layer), keys));
            long[] values = {1, sizes.heads(), positions, sizes.headWidth()};
            tensors.put(EncoderGraph.value(layer), OnnxTensor.createTensor(environment, view(2 * layer + 1), values));
        }
        return tensors;
    }

    private FloatBuffer view(int index) {
        long bytes = (long) positions * sizes.width() * Float.BYTES;
        return memory.getByteBuffer(index * part, bytes).asFloatBuffer();
    }

    @Override
    public void close() {
        samples.close();
        memory.close();
    }
}

package io.reelflow.media.listen.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.reelflow.media.listen.onnx.Graph.Weight;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whisper's two halves, ready to run. Safe for use by several threads: each runs on the thread that calls. */
final class Sessions implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession encoder;
    private final OrtSession decoder;

    Sessions(GgmlModel model, List<AlignmentHead> alignment) throws IOException {
        encoder = open((graph, weights) -> EncoderGraph.write(graph, weights, model), model);
        decoder = open((graph, weights) -> DecoderGraph.write(graph, weights, model, alignment), model);
    }

    @FunctionalInterface
    private interface Writer {
        void write(Graph graph, Weights weights) throws IOException;
    }

    private OrtSession open(Writer writer, GgmlModel model) throws IOException {
        Graph graph = new Graph();
        try (Weights weights = new Weights(model, graph);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            writer.write(graph, weights);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setMemoryPatternOptimization(false); // a pattern would be kept for each length
            options.setCPUArenaAllocator(false); // it grows in powers of two: 40 MB more for the same work
            Map<String, OnnxTensorLike> tensors = new HashMap<>();
            try {
                for (Map.Entry<String, Weight> weight : graph.weights().entrySet()) {
                    tensors.put(weight.getKey(), tensor(weight.getValue()));
                }
                options.addExternalInitializers(tensors);
                return environment.createSession(graph.model(), options);
            } finally {
                tensors.values().forEach(OnnxTensorLike::close);
            }
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime does not take the model: " + e.getMessage(), e);
        }
    }

    private OnnxTensor tensor(Weight weight) throws OrtException {
        return weight.type() == OnnxJavaType.INT8
                ? OnnxTensor.createTensor(environment, weight.data().rewind(), weight.shape(), OnnxJavaType.INT8)
                : OnnxTensor.createTensor(environment, weight.data().rewind().asFloatBuffer(), weight.shape());
    }

    OrtEnvironment environment() {
        return environment;
    }

    OrtSession encoder() {
        return encoder;
    }

    OrtSession decoder() {
        return decoder;
    }

    @Override
    public void close() {
        try {
            encoder.close();
            decoder.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Whisper could not be closed", e);
        }
    }
}

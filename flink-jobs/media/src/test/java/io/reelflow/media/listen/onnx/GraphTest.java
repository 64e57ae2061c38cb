package io.reelflow.media.listen.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.reelflow.media.listen.onnx.Graph.Weight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written is what ONNX Runtime reads. */
class GraphTest {
    @Test
    void aGraphComputesWithConstantsInsideAndBesideIt() throws Exception {
        Graph graph = new Graph();
        ByteBuffer numbers = ByteBuffer.allocateDirect(3 * Float.BYTES).order(ByteOrder.nativeOrder());
        numbers.asFloatBuffer().put(new float[] {10, 20, 30});
        String beside = graph.weight("beside", new Weight(OnnxJavaType.FLOAT, new long[] {3}, numbers));
        String sum = graph.node("Add", List.of(graph.input("x", "n"), beside));
        graph.named("y", "Mul", List.of(sum, graph.scalar(2f)));
        graph.output("y", false, "n");

        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OnnxTensor tensor = OnnxTensor.createTensor(environment, numbers.asFloatBuffer(), new long[] {3})) {
            options.addExternalInitializers(Map.<String, OnnxTensorLike>of("beside", tensor));
            try (OrtSession session = environment.createSession(graph.model(), options);
                    OnnxTensor x = OnnxTensor.createTensor(
                            environment, FloatBuffer.wrap(new float[] {1, 2, -3}), new long[] {3});
                    OrtSession.Result result = session.run(Map.of("x", x))) {
                assertThat((float[]) result.get(0).getValue()).containsExactly(22, 44, 54);
            }
        }
    }
}

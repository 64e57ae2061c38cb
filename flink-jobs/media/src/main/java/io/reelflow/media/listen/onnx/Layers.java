package io.reelflow.media.listen.onnx;

import static io.reelflow.media.listen.onnx.Graph.integer;
import static io.reelflow.media.listen.onnx.Graph.integers;
import static io.reelflow.media.listen.onnx.Graph.real;

import io.reelflow.media.listen.onnx.GgmlModel.Sizes;
import io.reelflow.media.listen.onnx.Weights.Quantised;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What encoder and decoder are both made of. Values are {@code [batch, positions, width]}. */
final class Layers {
    private static final float EPSILON = 1e-5f;

    private final Graph graph;
    private final Weights weights;
    private final GgmlModel model;
    private final Sizes sizes;

    Layers(Graph graph, Weights weights, GgmlModel model) {
        this.graph = graph;
        this.weights = weights;
        this.model = model;
        this.sizes = model.sizes();
    }

    /** Bytes made of floats once, for several matrices. */
    record Bytes(String value, String scale, String zero) {}

    String norm(String x, String name) throws IOException {
        String weight = weights.floats(name + ".weight", sizes.width());
        String bias = weights.floats(name + ".bias", sizes.width());
        return graph.node(
                "LayerNormalization", List.of(x, weight, bias), integer("axis", -1), real("epsilon", EPSILON));
    }

    Bytes bytes(String x) {
        List<String> parts = graph.nodes("DynamicQuantizeLinear", List.of(x), 3);
        return new Bytes(parts.get(0), parts.get(1), parts.get(2));
    }

    String linear(String x, String name) throws IOException {
        return linear(bytes(x), name, true, 1);
    }

    /**
     * @param bias whether there is one: Whisper's keys have none
     * @param factor that the result is multiplied by
     */
    String linear(Bytes x, String name, boolean bias, float factor) throws IOException {
        return some(x, name, bias, factor, 0, model.rows(name + ".weight"));
    }

    /** Some of a matrix's outputs. */
    String some(Bytes x, String name, boolean bias, float factor, int from, int outputs) throws IOException {
        Quantised matrix = weights.matrix(name + ".weight", from, outputs, factor);
        String added = "";
        if (bias) {
            float[] numbers = Arrays.copyOfRange(scaled(name + ".bias", factor), from, from + outputs);
            added = weights.floats(name + ".bias." + from, numbers, outputs);
        }
        return multiply(x, matrix, added);
    }

    /** @param bias a value's name; empty for none */
    String multiply(Bytes x, Quantised matrix, String bias) {
        return graph.ownNode(
                "MatMulIntegerToFloat",
                List.of(x.value(), matrix.matrix(), x.scale(), matrix.scale(), x.zero(), "", bias));
    }

    private float[] scaled(String name, float factor) throws IOException {
        float[] numbers = model.floats(name);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] *= factor;
        }
        return numbers;
    }

    /** What both do behind their attention, up to the second matrix. */
    String inner(String x, String block) throws IOException {
        return graph.ownNode("Gelu", List.of(linear(norm(x, block + ".mlp_ln"), block + ".mlp.0")));
    }

    String add(String a, String b) {
        return graph.node("Add", List.of(a, b));
    }

    /** {@code [batch, heads, positions, head width]}, or with the last two changed. */
    String heads(String x, boolean positionsLast) {
        String split = graph.node("Reshape", List.of(x, graph.integers(0, 0, sizes.heads(), sizes.headWidth())));
        return graph.node("Transpose", List.of(split), order(positionsLast));
    }

    String heads(String name, String x, boolean positionsLast) {
        String split = graph.node("Reshape", List.of(x, graph.integers(0, 0, sizes.heads(), sizes.headWidth())));
        return graph.named(name, "Transpose", List.of(split), order(positionsLast));
    }

    private static Graph.Attribute order(boolean positionsLast) {
        return positionsLast ? integers("perm", 0, 2, 3, 1) : integers("perm", 0, 2, 1, 3);
    }

    /** The heads side by side again. */
    String joined(String heads) {
        String turned = graph.node("Transpose", List.of(heads), integers("perm", 0, 2, 1, 3));
        return graph.node("Reshape", List.of(turned, graph.integers(0, 0, sizes.width())));
    }
}

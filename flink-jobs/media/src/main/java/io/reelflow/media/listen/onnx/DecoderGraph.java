package io.reelflow.media.listen.onnx;

import static io.reelflow.media.listen.onnx.Graph.integer;

import io.reelflow.media.listen.onnx.GgmlModel.Sizes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whisper's decoder: for each text of a batch, the likeliest next token. Source: OpenAI's {@code whisper/model.py}. It
 * is given the keys and values of the tokens before, and gives them out with the new ones.
 */
final class DecoderGraph {
    /** Embedded tokens with their positions, {@code [batch, new, width]}. */
    static final String TOKENS = "tokens";
    /** Added to the attention between texts' positions, {@code [new, before + new]}. */
    static final String MASK = "mask";
    /** Added to the scores of the next token. */
    static final String ALLOWED = "allowed";
    /** The likeliest next token. */
    static final String NEXT = "next";

    static final String PROBABILITY = "probability";
    /** Scores before {@link #ALLOWED}, {@code [batch, vocabulary]}. */
    static final String SCORES = "scores";
    /** What the alignment heads attend to for the next token, {@code [batch, heads, positions]}. */
    static final String ATTENTION = "attention";

    private final Graph graph;
    private final Weights weights;
    private final Layers layers;
    private final Sizes sizes;
    private final List<AlignmentHead> alignment;
    private final List<String> attentions = new ArrayList<>();

    private DecoderGraph(Graph graph, Weights weights, GgmlModel model, List<AlignmentHead> alignment) {
        this.graph = graph;
        this.weights = weights;
        this.layers = new Layers(graph, weights, model);
        this.sizes = model.sizes();
        this.alignment = alignment;
    }

    static String keysBefore(int layer) {
        return "keys_before" + layer;
    }

    static String valuesBefore(int layer) {
        return "values_before" + layer;
    }

    static String keys(int layer) {
        return "keys" + layer;
    }

    static String values(int layer) {
        return "values" + layer;
    }

    static void write(Graph graph, Weights weights, GgmlModel model, List<AlignmentHead> alignment) throws IOException {
        DecoderGraph decoder = new DecoderGraph(graph, weights, model, alignment);
        String x = graph.input(TOKENS, "batch", "new", "model");
        graph.input(MASK, "new", "all");
        for (int i = 0; i < decoder.sizes.decoderLayers(); i++) {
            x = decoder.block(x, i);
        }
        decoder.next(x);
        String attention = graph.node("Concat", decoder.attentions, integer("axis", 1));
        graph.named(ATTENTION, "Gather", List.of(attention, graph.scalar(-1L)), integer("axis", 2));
        graph.output(ATTENTION, false, "batch", "alignment", "positions");
    }

    private String block(String x, int layer) throws IOException {
        String name = "decoder.blocks." + layer;
        String y = layers.add(x, selfAttention(layers.norm(x, name + ".attn_ln"), name + ".attn", layer));
        y = layers.add(y, crossAttention(layers.norm(y, name + ".cross_attn_ln"), name + ".cross_attn", layer));
        return layers.add(y, layers.linear(layers.inner(y, name), name + ".mlp.2"));
    }

    private String selfAttention(String x, String name, int layer) throws IOException {
        Layers.Bytes bytes = layers.bytes(x);
        String query = layers.heads(layers.linear(bytes, name + ".query", true, scale()), false);
        String key = layers.heads(layers.linear(bytes, name + ".key", false, 1), true);
        String value = layers.heads(layers.linear(bytes, name + ".value", true, 1), false);
        String keysBefore = graph.input(keysBefore(layer), "batch", "heads", "head", "before");
        String valuesBefore = graph.input(valuesBefore(layer), "batch", "heads", "before", "head");
        String keys = graph.named(keys(layer), "Concat", List.of(keysBefore, key), integer("axis", 3));
        String values = graph.named(values(layer), "Concat", List.of(valuesBefore, value), integer("axis", 2));
        graph.output(keys, false, "batch", "heads", "head", "all");
        graph.output(values, false, "batch", "heads", "all", "head");
        String scores = layers.add(graph.node("MatMul", List.of(query, keys)), MASK);
        return attend(softmax(scores), values, name);
    }

    private String crossAttention(String x, String name, int layer) throws IOException {
        String query = layers.heads(layers.linear(layers.bytes(x), name + ".query", true, scale()), false);
        String keys = graph.input(EncoderGraph.key(layer), "batch", "heads", "head", "positions");
        String values = graph.input(EncoderGraph.value(layer), "batch", "heads", "positions", "head");
        String attention = softmax(graph.node("MatMul", List.of(query, keys)));
        long[] heads = alignment.stream()
                .filter(h -> h.layer() == layer)
                .mapToLong(AlignmentHead::head)
                .toArray();
        if (heads.length > 0) {
            attentions.add(graph.node("Gather", List.of(attention, graph.integers(heads)), integer("axis", 1)));
        }
        return attend(attention, values, name);
    }

    /** Of the keys' width, as Whisper scales the products. */
    private float scale() {
        return (float) (1 / Math.sqrt(sizes.headWidth()));
    }

    private String softmax(String scores) {
        return graph.node("Softmax", List.of(scores), integer("axis", -1));
    }

    private String attend(String attention, String values, String name) throws IOException {
        return layers.linear(layers.joined(graph.node("MatMul", List.of(attention, values))), name + ".out");
    }

    private void next(String x) throws IOException {
        String last = graph.node("Gather", List.of(x, graph.scalar(-1L)), integer("axis", 1));
        String normed = layers.norm(last, "decoder.ln");
        Weights.Quantised embedding = weights.matrix("decoder.token_embedding.weight", 0, sizes.vocabulary(), 1);
        String scores = layers.multiply(layers.bytes(normed), embedding, "");

        graph.named(SCORES, "Identity", List.of(scores));
        graph.output(SCORES, false, "batch", "vocabulary");
        String allowed = layers.add(scores, graph.input(ALLOWED, "vocabulary"));
        graph.named(NEXT, "ArgMax", List.of(allowed), integer("axis", 1), integer("keepdims", 0));
        graph.output(NEXT, true, "batch");
        // ReduceMax of opset 17 takes its axes as an attribute
        graph.named(
                PROBABILITY, "ReduceMax", List.of(softmax(allowed)), Graph.integers("axes", 1), integer("keepdims", 0));
        graph.output(PROBABILITY, false, "batch");
    }
}

package io.reelflow.media.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Turns a Whisper model in CTranslate2's layout into whisper.cpp's GGML file, quantised: byte for byte what
 * whisper.cpp's own converter and quantizer make of the same weights.
 */
final class WhisperConverter {
    private static final int MAGIC = 0x67676d6c;

    private final CTranslate2Model model;
    private final GgmlWriter out;
    private final Quantisation quantisation;

    private WhisperConverter(CTranslate2Model model, GgmlWriter out, Quantisation quantisation) {
        this.model = model;
        this.out = out;
        this.quantisation = quantisation;
    }

    /**
     * @param weights {@code model.bin}, float32 or float16
     * @param vocabulary {@code vocabulary.txt}
     */
    static void convert(InputStream weights, InputStream vocabulary, Quantisation quantisation, OutputStream out)
            throws IOException {
        CTranslate2Model model = CTranslate2Model.read(weights);
        String text = new String(vocabulary.readAllBytes(), StandardCharsets.UTF_8);
        GgmlWriter writer = new GgmlWriter(out, quantisation);
        WhisperConverter converter = new WhisperConverter(model, writer, quantisation);
        converter.header();
        converter.filters();
        converter.vocabulary(List.of(text.split("\n", -1)));
        converter.encoder();
        converter.decoder();
        writer.flush();
    }

    private void header() throws IOException {
        int[] embedding = model.tensor("decoder/embeddings/weight").dimensions();
        int width = embedding[1];
        int heads = model.tensor("encoder/num_heads").number();
        out.ints(MAGIC, embedding[0]);
        out.ints(positions("encoder"), width, heads, model.layers("encoder"));
        out.ints(positions("decoder"), width, heads, model.layers("decoder"));
        out.ints(bands(), quantisation.fileType);
    }

    private int positions(String part) throws IOException {
        return model.tensor(part + "/position_encodings/encodings").dimensions()[0];
    }

    private int bands() throws IOException {
        return model.tensor("encoder/conv1/weight").dimensions()[1];
    }

    private void filters() throws IOException {
        float[][] filters = MelFilters.of(bands());
        out.ints(filters.length, filters[0].length);
        for (float[] filter : filters) {
            out.floats(filter);
        }
    }

    private void vocabulary(List<String> lines) throws IOException {
        List<byte[]> tokens = Vocabulary.tokens(lines);
        out.ints(tokens.size());
        for (byte[] token : tokens) {
            out.bytes(token);
        }
    }

    private void encoder() throws IOException {
        copy("encoder.positional_embedding", "encoder/position_encodings/encodings");
        for (String convolution : List.of("conv1", "conv2")) {
            copy("encoder." + convolution + ".weight", "encoder/" + convolution + "/weight");
            Tensor bias = model.tensor("encoder/" + convolution + "/bias");
            out.tensor("encoder." + convolution + ".bias", bias.shaped(bias.dimensions()[0], 1));
        }
        for (int i = 0; i < model.layers("encoder"); i++) {
            block("encoder.blocks." + i, "encoder/layer_" + i, false);
        }
        norm("encoder.ln_post", "encoder/layer_norm");
    }

    private void decoder() throws IOException {
        copy("decoder.positional_embedding", "decoder/position_encodings/encodings");
        copy("decoder.token_embedding.weight", "decoder/embeddings/weight");
        for (int i = 0; i < model.layers("decoder"); i++) {
            block("decoder.blocks." + i, "decoder/layer_" + i, true);
        }
        norm("decoder.ln", "decoder/layer_norm");
    }

    private void block(String to, String from, boolean cross) throws IOException {
        norm(to + ".attn_ln", from + "/self_attention/layer_norm");
        selfAttention(to + ".attn", from + "/self_attention");
        if (cross) {
            norm(to + ".cross_attn_ln", from + "/attention/layer_norm");
            crossAttention(to + ".cross_attn", from + "/attention");
        }
        norm(to + ".mlp_ln", from + "/ffn/layer_norm");
        linear(to + ".mlp.0", from + "/ffn/linear_0");
        linear(to + ".mlp.2", from + "/ffn/linear_1");
    }

    /** CTranslate2 stacks query, key and value; Whisper's key has no bias. */
    private void selfAttention(String to, String from) throws IOException {
        Tensor[] weights = model.tensor(from + "/linear_0/weight").split(3);
        Tensor[] biases = model.tensor(from + "/linear_0/bias").split(3);
        out.tensor(to + ".query.weight", weights[0]);
        out.tensor(to + ".query.bias", biases[0]);
        out.tensor(to + ".key.weight", weights[1]);
        out.tensor(to + ".value.weight", weights[2]);
        out.tensor(to + ".value.bias", biases[2]);
        linear(to + ".out", from + "/linear_1");
    }

    private void crossAttention(String to, String from) throws IOException {
        linear(to + ".query", from + "/linear_0");
        Tensor[] weights = model.tensor(from + "/linear_1/weight").split(2);
        Tensor[] biases = model.tensor(from + "/linear_1/bias").split(2);
        out.tensor(to + ".key.weight", weights[0]);
        out.tensor(to + ".value.weight", weights[1]);
        out.tensor(to + ".value.bias", biases[1]);
        linear(to + ".out", from + "/linear_2");
    }

    private void norm(String to, String from) throws IOException {
        copy(to + ".weight", from + "/gamma");
        copy(to + ".bias", from + "/beta");
    }

    private void linear(String to, String from) throws IOException {
        copy(to + ".weight", from + "/weight");
        copy(to + ".bias", from + "/bias");
    }

    private void copy(String to, String from) throws IOException {
        out.tensor(to, model.tensor(from));
    }
}

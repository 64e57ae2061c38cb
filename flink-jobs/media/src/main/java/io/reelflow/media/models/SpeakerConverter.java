package io.reelflow.media.models;

import io.reelflow.media.onnx.OnnxModel;
import io.reelflow.media.onnx.OnnxModel.Attribute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns the checkpoint of Resemblyzer's encoder into ONNX: three LSTM layers over {@code mels} [n, 160, 40], the last
 * hidden state through a linear layer and ReLU, scaled to length 1 as {@code embedding} [n, 256]
 * (<a href="https://arxiv.org/abs/1710.10467">GE2E</a>).
 */
final class SpeakerConverter {
    private static final int FRAMES = 160;
    private static final int BANDS = 40;
    private static final int WIDTH = 256;
    private static final int LAYERS = 3;
    private static final int OPSET = 13;

    private final Map<String, Tensor> weights;
    private final OnnxModel model = new OnnxModel("ge2e", OPSET);

    private SpeakerConverter(Map<String, Tensor> weights) {
        this.weights = weights;
    }

    /** @param checkpoint {@code pretrained.pt} */
    static void convert(InputStream checkpoint, OutputStream out) throws IOException {
        SpeakerConverter converter = new SpeakerConverter(TorchCheckpoint.read(checkpoint, "model_state"));
        out.write(converter.convert());
    }

    private byte[] convert() throws IOException {
        model.input("mels", FRAMES, BANDS).output("embedding", WIDTH);
        model.node("Transpose", List.of("mels"), List.of("x0"), Attribute.of("perm", new long[] {1, 0, 2}));
        for (int layer = 0; layer < LAYERS; layer++) {
            lstm(layer, layer == 0 ? BANDS : WIDTH);
        }
        model.longs("ax1", 1).longs("ax0", 0);
        model.floats("LW", transposed(weight("linear.weight", WIDTH, WIDTH)), WIDTH, WIDTH);
        model.floats("LB", weight("linear.bias", WIDTH).data(), WIDTH);
        return model.node("Squeeze", List.of("h" + (LAYERS - 1), "ax0"), List.of("h"))
                .node("Gemm", List.of("h", "LW", "LB"), List.of("lin"))
                .node("Relu", List.of("lin"), List.of("re"))
                .node(
                        "ReduceL2",
                        List.of("re"),
                        List.of("nrm"),
                        Attribute.of("axes", new long[] {1}),
                        Attribute.of("keepdims", 1))
                .node("Div", List.of("re", "nrm"), List.of("embedding"))
                .toBytes();
    }

    private void lstm(int layer, int inputs) throws IOException {
        String of = "_l" + layer;
        byte[] input = gates(weight("lstm.weight_ih" + of, 4 * WIDTH, inputs));
        byte[] recurrent = gates(weight("lstm.weight_hh" + of, 4 * WIDTH, WIDTH));
        byte[] bias =
                join(gates(weight("lstm.bias_ih" + of, 4 * WIDTH)), gates(weight("lstm.bias_hh" + of, 4 * WIDTH)));
        model.floats("W" + layer, input, 1, 4 * WIDTH, inputs)
                .floats("R" + layer, recurrent, 1, 4 * WIDTH, WIDTH)
                .floats("B" + layer, bias, 1, 8 * WIDTH)
                .node(
                        "LSTM",
                        List.of("x" + layer, "W" + layer, "R" + layer, "B" + layer),
                        List.of("y" + layer, "h" + layer),
                        Attribute.of("hidden_size", WIDTH))
                .node("Squeeze", List.of("y" + layer, "ax1"), List.of("x" + (layer + 1)));
    }

    private Tensor weight(String name, int... dimensions) throws IOException {
        Tensor tensor = weights.get(name);
        if (tensor == null || !Arrays.equals(tensor.dimensions(), dimensions)) {
            throw new IOException("tensor '" + name + "': must be there as " + Arrays.toString(dimensions) + ", was "
                    + (tensor == null ? "missing" : Arrays.toString(tensor.dimensions())));
        }
        return tensor;
    }

    /** PyTorch has the gates as input, forget, cell, output; ONNX as input, output, forget, cell. */
    private static byte[] gates(Tensor tensor) {
        Tensor[] gates = tensor.split(4);
        return join(gates[0].data(), gates[3].data(), gates[1].data(), gates[2].data());
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] transposed(Tensor square) {
        byte[] from = square.data();
        byte[] to = new byte[from.length];
        for (int row = 0; row < WIDTH; row++) {
            for (int column = 0; column < WIDTH; column++) {
                System.arraycopy(
                        from,
                        (row * WIDTH + column) * Float.BYTES,
                        to,
                        (column * WIDTH + row) * Float.BYTES,
                        Float.BYTES);
            }
        }
        return to;
    }
}

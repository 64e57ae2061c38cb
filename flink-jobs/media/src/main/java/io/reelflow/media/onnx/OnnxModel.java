package io.reelflow.media.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph that is written as an ONNX model: nodes and tensors in the order they are added, fields by number
 * (<a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>), so that the bytes are those that
 * the Python package {@code onnx} writes of the same graph.
 */
public final class OnnxModel {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int IR_VERSION = 8;

    private final String name;
    private final int opset;
    private final List<ProtoWriter> nodes = new ArrayList<>();
    private final List<ProtoWriter> tensors = new ArrayList<>();
    private final List<ProtoWriter> inputs = new ArrayList<>();
    private final List<ProtoWriter> outputs = new ArrayList<>();

    /** @param opset version of the standard operators */
    public OnnxModel(String name, int opset) {
        this.name = name;
        this.opset = opset;
    }

    /** A node's setting. */
    public static final class Attribute {
        private static final int OF_NUMBER = 2;
        private static final int OF_NUMBERS = 7;

        private final ProtoWriter message;

        private Attribute(ProtoWriter message) {
            this.message = message;
        }

        public static Attribute of(String name, long value) {
            return new Attribute(
                    new ProtoWriter().string(1, name).integer(3, value).integer(20, OF_NUMBER));
        }

        public static Attribute of(String name, long[] values) {
            ProtoWriter message = new ProtoWriter().string(1, name);
            for (long value : values) {
                message.integer(8, value);
            }
            return new Attribute(message.integer(20, OF_NUMBERS));
        }
    }

    public OnnxModel node(String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        ProtoWriter node = new ProtoWriter();
        inputs.forEach(input -> node.string(1, input));
        outputs.forEach(output -> node.string(2, output));
        node.string(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message);
        }
        nodes.add(node);
        return this;
    }

    /** @param littleEndian float32, the last dimension fastest */
    public OnnxModel floats(String tensor, byte[] littleEndian, int... dimensions) {
        return tensor(tensor, FLOAT, littleEndian, dimensions);
    }

    /** A vector of whole numbers. */
    public OnnxModel longs(String tensor, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return tensor(tensor, INT64, bytes.array(), values.length);
    }

    private OnnxModel tensor(String tensor, int type, byte[] data, int... dimensions) {
        ProtoWriter message = new ProtoWriter();
        for (int dimension : dimensions) {
            message.integer(1, dimension);
        }
        tensors.add(message.integer(2, type).string(8, tensor).bytes(9, data));
        return this;
    }

    /** Of float32, any number of items of that shape. */
    public OnnxModel input(String input, int... shape) {
        inputs.add(value(input, shape));
        return this;
    }

    /** Of float32, as many items as the inputs have. */
    public OnnxModel output(String output, int... shape) {
        outputs.add(value(output, shape));
        return this;
    }

    private static ProtoWriter value(String name, int... shape) {
        ProtoWriter dimensions = new ProtoWriter().message(1, new ProtoWriter().string(2, "n"));
        for (int size : shape) {
            dimensions.message(1, new ProtoWriter().integer(1, size));
        }
        ProtoWriter tensor = new ProtoWriter().integer(1, FLOAT).message(2, dimensions);
        return new ProtoWriter().string(1, name).message(2, new ProtoWriter().message(1, tensor));
    }

    public byte[] toBytes() {
        ProtoWriter graph = new ProtoWriter();
        nodes.forEach(node -> graph.message(1, node));
        graph.string(2, name);
        tensors.forEach(tensor -> graph.message(5, tensor));
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        ProtoWriter operators = new ProtoWriter().string(1, "").integer(2, opset);
        return new ProtoWriter()
                .integer(1, IR_VERSION)
                .message(7, graph)
                .message(8, operators)
                .toByteArray();
    }
}

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
    private final List<Message> nodes = new ArrayList<>();
    private final List<Message> tensors = new ArrayList<>();
    private final List<Message> inputs = new ArrayList<>();
    private final List<Message> outputs = new ArrayList<>();

    /** @param opset version of the standard operators */
    public OnnxModel(String name, int opset) {
        this.name = name;
        this.opset = opset;
    }

    /** A node's setting. */
    public static final class Attribute {
        private static final int OF_NUMBER = 2;
        private static final int OF_NUMBERS = 7;

        private final Message message;

        private Attribute(Message message) {
            this.message = message;
        }

        public static Attribute of(String name, long value) {
            return new Attribute(new Message().text(1, name).number(3, value).number(20, OF_NUMBER));
        }

        public static Attribute of(String name, long[] values) {
            Message message = new Message().text(1, name);
            for (long value : values) {
                message.number(8, value);
            }
            return new Attribute(message.number(20, OF_NUMBERS));
        }
    }

    public OnnxModel node(String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        node.text(4, operator);
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
        Message message = new Message();
        for (int dimension : dimensions) {
            message.number(1, dimension);
        }
        tensors.add(message.number(2, type).text(8, tensor).bytes(9, data));
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

    private static Message value(String name, int... shape) {
        Message dimensions = new Message().message(1, new Message().text(2, "n"));
        for (int size : shape) {
            dimensions.message(1, new Message().number(1, size));
        }
        Message tensor = new Message().number(1, FLOAT).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    public byte[] toBytes() {
        Message graph = new Message();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, name);
        tensors.forEach(tensor -> graph.message(5, tensor));
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        Message operators = new Message().text(1, "").number(2, opset);
        return new Message()
                .number(1, IR_VERSION)
                .message(7, graph)
                .message(8, operators)
                .toBytes();
    }
}

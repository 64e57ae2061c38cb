package io.reelflow.media.listen.onnx;

import ai.onnxruntime.OnnxJavaType;
import io.reelflow.media.onnx.ProtoWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An ONNX model in the making. Values are known by their names. Field numbers are those of {@code onnx.proto3}; the
 * operators those of opset 17 and, in ONNX Runtime's own domain, {@code com.microsoft} 1.
 */
final class Graph {
    private static final String MICROSOFT = "com.microsoft";
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int FLOAT = 1;
    private static final int INT8 = 3;
    private static final int INT64 = 7;
    private static final int EXTERNAL = 1;

    private final ProtoWriter graph = new ProtoWriter().string(2, "whisper");
    private final Map<String, Weight> weights = new LinkedHashMap<>();
    private int values;

    /** A constant whose numbers are not in the model's bytes: a session is given them beside it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Weight(OnnxJavaType type, long[] shape, ByteBuffer data) {}

    /** An attribute of a node. */
    @FunctionalInterface
    interface Attribute {
        /** Fills in {@code onnx.AttributeProto}. */
        void write(ProtoWriter attribute);
    }

    static Attribute integer(String name, long value) {
        return a -> a.string(1, name).integer(3, value).integer(20, 2);
    }

    static Attribute real(String name, float value) {
        return a -> a.string(1, name).real(2, value).integer(20, 1);
    }

    static Attribute integers(String name, long... values) {
        return a -> {
            a.string(1, name);
            for (long value : values) {
                a.integer(8, value);
            }
            a.integer(20, 7);
        };
    }

    /** A tensor of floats. Dimensions of one name must be of one length: memory is planned by them. */
    String input(String name, String... dimensions) {
        graph.message(11, value(name, FLOAT, dimensions));
        return name;
    }

    /** Makes a value one that a session gives out. */
    void output(String name, boolean whole, String... dimensions) {
        graph.message(12, value(name, whole ? INT64 : FLOAT, dimensions));
    }

    private static ProtoWriter value(String name, int type, String... dimensions) {
        ProtoWriter shape = new ProtoWriter();
        for (String dimension : dimensions) {
            shape.message(1, new ProtoWriter().string(2, dimension));
        }
        ProtoWriter tensor = new ProtoWriter().integer(1, type).message(2, shape);
        return new ProtoWriter().string(1, name).message(2, new ProtoWriter().message(1, tensor));
    }

    /** A node of standard ONNX; its output. */
    String node(String operator, List<String> inputs, Attribute... attributes) {
        return named(newName(), operator, inputs, attributes);
    }

    /** A node of standard ONNX whose output has that name. */
    String named(String name, String operator, List<String> inputs, Attribute... attributes) {
        return add("", operator, inputs, List.of(name), attributes).get(0);
    }

    /** A node of standard ONNX with several outputs. */
    List<String> nodes(String operator, List<String> inputs, int outputs, Attribute... attributes) {
        List<String> names = Stream.generate(this::newName).limit(outputs).toList();
        return add("", operator, inputs, names, attributes);
    }

    /** A node of ONNX Runtime's own; its output. */
    String ownNode(String operator, List<String> inputs, Attribute... attributes) {
        return add(MICROSOFT, operator, inputs, List.of(newName()), attributes).get(0);
    }

    private List<String> add(
            String domain, String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        ProtoWriter node = new ProtoWriter();
        inputs.forEach(input -> node.string(1, input));
        outputs.forEach(output -> node.string(2, output));
        node.string(4, operator);
        for (Attribute attribute : attributes) {
            ProtoWriter written = new ProtoWriter();
            attribute.write(written);
            node.message(5, written);
        }
        node.string(7, domain);
        graph.message(1, node);
        return outputs;
    }

    private String newName() {
        return "v" + values++;
    }

    /** A small constant vector. */
    String integers(long... numbers) {
        ByteBuffer data = ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(numbers);
        return constant(INT64, data.array(), numbers.length);
    }

    String scalar(float number) {
        ByteBuffer data = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return constant(FLOAT, data.putFloat(number).array());
    }

    String scalar(long number) {
        ByteBuffer data = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return constant(INT64, data.putLong(number).array());
    }

    private String constant(int type, byte[] data, long... shape) {
        String name = newName();
        graph.message(5, tensor(name, type, shape).bytes(9, data));
        return name;
    }

    /** A constant that a session is given by {@link #weights}. */
    String weight(String name, Weight weight) {
        int type = weight.type == OnnxJavaType.INT8 ? INT8 : FLOAT;
        ProtoWriter location = new ProtoWriter().string(1, "location").string(2, "memory");
        graph.message(5, tensor(name, type, weight.shape).message(13, location).integer(14, EXTERNAL));
        weights.put(name, weight);
        return name;
    }

    private static ProtoWriter tensor(String name, int type, long... shape) {
        ProtoWriter tensor = new ProtoWriter();
        for (long dimension : shape) {
            tensor.integer(1, dimension);
        }
        return tensor.integer(2, type).string(8, name);
    }

    Map<String, Weight> weights() {
        return weights;
    }

    /** {@code onnx.ModelProto}. */
    byte[] model() {
        return new ProtoWriter()
                .integer(1, IR_VERSION)
                .message(7, graph)
                .message(8, new ProtoWriter().string(1, "").integer(2, OPSET))
                .message(8, new ProtoWriter().string(1, MICROSOFT).integer(2, 1))
                .toByteArray();
    }
}

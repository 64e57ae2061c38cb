package io.reelflow.media.models;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Writes a model in CTranslate2's layout, float32, with random numbers. */
final class CTranslate2Bytes {
    private final Random random = new Random(7);
    private final Map<String, int[]> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final String specification;

    CTranslate2Bytes(String specification) {
        this.specification = specification;
    }

    /** A Whisper of one layer each, two heads, 80 mel bands, 6 and 5 positions, a vocabulary of 4. */
    static CTranslate2Bytes tiny(int width) {
        CTranslate2Bytes model = new CTranslate2Bytes("WhisperSpec");
        for (String part : new String[] {"encoder", "decoder"}) {
            model.put(part + "/position_encodings/encodings", part.equals("encoder") ? 6 : 5, width);
            model.norm(part + "/layer_norm", width);
            String layer = part + "/layer_0";
            model.norm(layer + "/self_attention/layer_norm", width);
            model.linear(layer + "/self_attention/linear_0", 3 * width, width);
            model.linear(layer + "/self_attention/linear_1", width, width);
            model.norm(layer + "/ffn/layer_norm", width);
            model.linear(layer + "/ffn/linear_0", 4 * width, width);
            model.linear(layer + "/ffn/linear_1", width, 4 * width);
        }
        model.norm("decoder/layer_0/attention/layer_norm", width);
        model.linear("decoder/layer_0/attention/linear_0", width, width);
        model.linear("decoder/layer_0/attention/linear_1", 2 * width, width);
        model.linear("decoder/layer_0/attention/linear_2", width, width);
        model.put("decoder/embeddings/weight", 4, width);
        model.put("encoder/conv1/weight", width, 80, 3);
        model.put("encoder/conv1/bias", width);
        model.put("encoder/conv2/weight", width, width, 3);
        model.put("encoder/conv2/bias", width);
        return model;
    }

    float[] values(String name) {
        return values.getOrDefault(name, new float[0]);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ints(out, 6);
        string(out, specification);
        ints(out, 3, values.size() + 1);
        values.forEach((name, numbers) -> {
            string(out, name);
            int[] shape = shapes.getOrDefault(name, new int[0]);
            out.write(shape.length);
            ints(out, shape);
            out.write(Tensor.FLOAT32);
            byte[] bytes = new byte[numbers.length * Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .put(numbers);
            ints(out, bytes.length);
            out.writeBytes(bytes);
        });
        string(out, "encoder/num_heads");
        out.write(0);
        out.write(2); // int16
        ints(out, Short.BYTES);
        out.writeBytes(new byte[] {2, 0});
        return out.toByteArray();
    }

    private void norm(String name, int width) {
        put(name + "/gamma", width);
        put(name + "/beta", width);
    }

    private void linear(String name, int out, int in) {
        put(name + "/weight", out, in);
        put(name + "/bias", out);
    }

    private void put(String name, int... shape) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        shapes.put(name, shape);
        values.put(name, numbers);
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
        out.write(bytes.length);
        out.write(bytes.length >> 8);
        out.writeBytes(bytes);
    }

    private static void ints(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            byte[] bytes = new byte[Integer.BYTES];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
            out.writeBytes(bytes);
        }
    }
}

package io.reelflow.media.models;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Writes a checkpoint as PyTorch did before 1.6, of random numbers; a storage for each tensor. */
final class CheckpointBytes {
    private final Random random = new Random(5);
    private final Map<String, int[]> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private String storage = "FloatStorage";

    /** The encoder's tensors. */
    static CheckpointBytes encoder() {
        CheckpointBytes checkpoint = new CheckpointBytes();
        for (int layer = 0; layer < 3; layer++) {
            checkpoint.put("lstm.weight_ih_l" + layer, 1024, layer == 0 ? 40 : 256);
            checkpoint.put("lstm.weight_hh_l" + layer, 1024, 256);
            checkpoint.put("lstm.bias_ih_l" + layer, 1024);
            checkpoint.put("lstm.bias_hh_l" + layer, 1024);
        }
        return checkpoint.put("linear.weight", 256, 256).put("linear.bias", 256);
    }

    CheckpointBytes put(String name, int... shape) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian() * 0.1f;
        }
        shapes.put(name, shape);
        values.put(name, numbers);
        return this;
    }

    CheckpointBytes ofType(String type) {
        storage = type;
        return this;
    }

    float[] values(String name) {
        return values.getOrDefault(name, new float[0]);
    }

    byte[] bytes() {
        Pickle pickle = new Pickle();
        pickle.begin().raw(0x8a, 10).bytes(new byte[] {0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20});
        pickle.bytes(new byte[] {0x6a, (byte) 0xa8, 0x50, 0x19}).raw('.');
        pickle.begin().number(1001).raw('.');
        pickle.begin().raw('}', '(').text("little_endian").raw(0x88, 'u', '.');
        pickle.begin().raw('}', '(').text("step").number(7).text("model_state");
        pickle.global("collections", "OrderedDict").raw(')', 'R', '(');
        values.keySet().forEach(name -> tensor(pickle.text(name), name));
        pickle.raw('u', '}').text("_metadata").raw('}', 's', 'b');
        pickle.raw('u', '.');
        pickle.begin().raw(']', '(');
        values.keySet().forEach(pickle::text);
        pickle.raw('e', '.');
        values.values().forEach(pickle::storage);
        return pickle.out.toByteArray();
    }

    private void tensor(Pickle pickle, String name) {
        int[] shape = shapes.getOrDefault(name, new int[0]);
        pickle.global("torch._utils", "_rebuild_tensor_v2").raw('(', '(').text("storage");
        pickle.global("torch", storage).text(name).text("cuda:0").number(values(name).length);
        pickle.raw('N', 't', 'Q').number(0).raw('(');
        for (int size : shape) {
            pickle.number(size);
        }
        pickle.raw('t', '(');
        for (int i = 0; i < shape.length; i++) {
            int stride = 1;
            for (int j = i + 1; j < shape.length; j++) {
                stride *= shape[j];
            }
            pickle.number(stride);
        }
        pickle.raw('t', 0x89).global("collections", "OrderedDict").raw(')', 'R', 't', 'R');
    }

    /** Protocol 2. */
    private static final class Pickle {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Pickle begin() {
            return raw(0x80, 2);
        }

        Pickle raw(int... opcodes) {
            for (int opcode : opcodes) {
                out.write(opcode);
            }
            return this;
        }

        Pickle bytes(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        Pickle number(int value) {
            return raw('J').bytes(bytes(value));
        }

        Pickle text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return raw('X').bytes(bytes(bytes.length)).bytes(bytes);
        }

        Pickle global(String module, String name) {
            return raw('c').bytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        }

        void storage(float[] numbers) {
            bytes(bytes(numbers.length)).bytes(bytes(0));
            byte[] bytes = new byte[numbers.length * Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .put(numbers);
            bytes(bytes);
        }

        private static byte[] bytes(int value) {
            byte[] bytes = new byte[Integer.BYTES];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
            return bytes;
        }
    }
}

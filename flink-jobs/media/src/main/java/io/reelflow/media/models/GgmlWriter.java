package io.reelflow.media.models;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes tensors as whisper.cpp reads them: matrices quantised to q8_0 (blocks of 32: a half precision scale and 32
 * signed bytes), what must stay exact as float32, convolutions as float16.
 */
final class GgmlWriter {
    private static final int BLOCK = 32;
    /** Numbers converted at a time: a whole embedding as floats would need 100 MB. A multiple of the block. */
    private static final int SLICE = 1 << 15;

    private final DataOutputStream out;

    GgmlWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /** How a tensor's numbers are stored; the number is GGML's. */
    private enum Storage {
        FLOAT32(0),
        FLOAT16(1),
        Q8_0(8);

        private final int number;

        Storage(int number) {
            this.number = number;
        }

        static Storage of(String name, Tensor tensor) {
            boolean exact =
                    tensor.dimensions().length < 2 || name.endsWith(".bias") || name.endsWith("positional_embedding");
            return exact ? FLOAT32 : tensor.dimensions().length == 2 ? Q8_0 : FLOAT16;
        }
    }

    void ints(int... values) throws IOException {
        for (int value : values) {
            out.writeInt(Integer.reverseBytes(value));
        }
    }

    void floats(float[] values) throws IOException {
        for (float value : values) {
            ints(Float.floatToIntBits(value));
        }
    }

    /** A length and the bytes. */
    void bytes(byte[] bytes) throws IOException {
        ints(bytes.length);
        out.write(bytes);
    }

    /** A tensor with its name; dimensions are written fastest first. */
    void tensor(String name, Tensor tensor) throws IOException {
        Storage storage = Storage.of(name, tensor);
        int[] dimensions = tensor.dimensions();
        byte[] id = name.getBytes(StandardCharsets.US_ASCII);
        ints(dimensions.length, id.length, storage.number);
        for (int i = dimensions.length - 1; i >= 0; i--) {
            ints(dimensions[i]);
        }
        out.write(id);
        int count = tensor.count();
        for (int from = 0; from < count; from += SLICE) {
            out.write(encode(tensor.floats(from, Math.min(SLICE, count - from)), storage));
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    private static byte[] encode(float[] numbers, Storage storage) throws IOException {
        return switch (storage) {
            case Q8_0 -> quantised(numbers);
            case FLOAT16 -> halves(numbers);
            case FLOAT32 -> singles(numbers);
        };
    }

    private static byte[] singles(float[] numbers) {
        byte[] bytes = new byte[numbers.length * Float.BYTES];
        littleEndian(bytes).asFloatBuffer().put(numbers);
        return bytes;
    }

    private static byte[] halves(float[] numbers) {
        byte[] bytes = new byte[numbers.length * Short.BYTES];
        ByteBuffer halves = littleEndian(bytes);
        for (float number : numbers) {
            halves.putShort(HalfFloat.of(number));
        }
        return bytes;
    }

    /** The scale is the block's largest magnitude over 127; halves round away from zero, as ggml's {@code roundf} does. */
    private static byte[] quantised(float[] numbers) throws IOException {
        if (numbers.length % BLOCK != 0) {
            throw new IOException("a matrix must have a multiple of " + BLOCK + " numbers, had " + numbers.length);
        }
        byte[] bytes = new byte[numbers.length / BLOCK * (Short.BYTES + BLOCK)];
        ByteBuffer blocks = littleEndian(bytes);
        for (int from = 0; from < numbers.length; from += BLOCK) {
            float largest = 0;
            for (int i = from; i < from + BLOCK; i++) {
                largest = Math.max(largest, Math.abs(numbers[i]));
            }
            float scale = largest / 127;
            float inverse = scale == 0 ? 0 : 1 / scale;
            blocks.putShort(HalfFloat.of(scale));
            for (int i = from; i < from + BLOCK; i++) {
                double scaled = numbers[i] * inverse;
                blocks.put((byte) (scaled < 0 ? Math.ceil(scaled - 0.5) : Math.floor(scaled + 0.5)));
            }
        }
        return bytes;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

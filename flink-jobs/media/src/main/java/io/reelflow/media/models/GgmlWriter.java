package io.reelflow.media.models;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes tensors as whisper.cpp reads them: matrices quantised, what must stay exact as float32, convolutions as
 * float16.
 */
final class GgmlWriter {
    /** Numbers converted at a time: a whole embedding as floats would need 100 MB. A multiple of the block. */
    private static final int SLICE = 1 << 15;

    /** GGML's numbers for how a tensor is stored. */
    private static final int FLOAT32 = 0;

    private static final int FLOAT16 = 1;

    private final DataOutputStream out;
    private final Quantisation matrices;

    GgmlWriter(OutputStream out, Quantisation matrices) {
        this.out = new DataOutputStream(out);
        this.matrices = matrices;
    }

    /** How a tensor's numbers are stored. */
    private enum Storage {
        EXACT,
        HALVES,
        QUANTISED;

        static Storage of(String name, Tensor tensor) {
            boolean exact =
                    tensor.dimensions().length < 2 || name.endsWith(".bias") || name.endsWith("positional_embedding");
            return exact ? EXACT : tensor.dimensions().length == 2 ? QUANTISED : HALVES;
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
        ints(dimensions.length, id.length, number(storage));
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

    private int number(Storage storage) {
        return switch (storage) {
            case QUANTISED -> matrices.tensorType;
            case HALVES -> FLOAT16;
            case EXACT -> FLOAT32;
        };
    }

    private byte[] encode(float[] numbers, Storage storage) throws IOException {
        return switch (storage) {
            case QUANTISED -> matrices.packed(numbers);
            case HALVES -> halves(numbers);
            case EXACT -> singles(numbers);
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

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

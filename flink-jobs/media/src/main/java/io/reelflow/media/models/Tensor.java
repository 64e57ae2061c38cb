package io.reelflow.media.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers as they lie in a model file, little endian, the last dimension fastest.
 *
 * @param type a {@code FLOAT…} or another code of CTranslate2
 */
@SuppressWarnings("ArrayRecordComponent") // hundreds of megabytes: never compared, copied only where it is cut
record Tensor(int[] dimensions, int type, byte[] data) {
    static final int FLOAT32 = 0;
    static final int FLOAT16 = 4;

    int count() throws IOException {
        return data.length / width();
    }

    /** {@code count} numbers from {@code from} on. */
    float[] floats(int from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        float[] floats = new float[count];
        if (width() == Float.BYTES) {
            bytes.asFloatBuffer().position(from).get(floats);
            return floats;
        }
        for (int i = 0; i < count; i++) {
            floats[i] = HalfFloat.toFloat(bytes.getShort(Short.BYTES * (from + i)));
        }
        return floats;
    }

    /** Cut along the first dimension into equal parts. */
    Tensor[] split(int parts) {
        int length = data.length / parts;
        int[] shape = dimensions.clone();
        shape[0] /= parts;
        Tensor[] split = new Tensor[parts];
        for (int i = 0; i < parts; i++) {
            split[i] = new Tensor(shape, type, Arrays.copyOfRange(data, i * length, (i + 1) * length));
        }
        return split;
    }

    Tensor shaped(int... shape) {
        return new Tensor(shape, type, data);
    }

    /** A single whole number of one, two or four bytes. */
    int number() {
        ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        return data.length == Byte.BYTES ? bytes.get() : data.length == Short.BYTES ? bytes.getShort() : bytes.getInt();
    }

    private int width() throws IOException {
        return switch (type) {
            case FLOAT32 -> Float.BYTES;
            case FLOAT16 -> Short.BYTES;
            default -> throw new IOException("tensor type " + type + ": only float32 (0) and float16 (4) are known");
        };
    }
}

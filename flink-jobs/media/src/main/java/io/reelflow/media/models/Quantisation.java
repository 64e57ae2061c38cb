package io.reelflow.media.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** How ggml packs the numbers of a matrix, 32 at a time; the same bytes as its own quantiser writes. */
public enum Quantisation {
    /** A half precision scale and 32 signed bytes. */
    Q8_0(8, 2007, Short.BYTES + 32) {
        /** The scale is the block's largest magnitude over 127; halves round away from zero, as C's {@code roundf}. */
        @Override
        void pack(float[] numbers, int from, ByteBuffer out) {
            float largest = 0;
            for (int i = from; i < from + BLOCK; i++) {
                largest = Math.max(largest, Math.abs(numbers[i]));
            }
            float scale = largest / 127;
            float inverse = scale == 0 ? 0 : 1 / scale;
            out.putShort(HalfFloat.of(scale));
            for (int i = from; i < from + BLOCK; i++) {
                double scaled = numbers[i] * inverse;
                out.put((byte) (scaled < 0 ? Math.ceil(scaled - 0.5) : Math.floor(scaled + 0.5)));
            }
        }
    },

    /** A half precision scale and minimum, the 32 fifth bits, and 16 bytes of two numbers' lower four bits. */
    Q5_1(7, 2009, 2 * Short.BYTES + Integer.BYTES + 16) {
        @Override
        void pack(float[] numbers, int from, ByteBuffer out) {
            float least = Float.MAX_VALUE;
            float most = -Float.MAX_VALUE;
            for (int i = from; i < from + BLOCK; i++) {
                least = Math.min(least, numbers[i]);
                most = Math.max(most, numbers[i]);
            }
            float scale = (most - least) / 31;
            float inverse = scale == 0 ? 0 : 1 / scale;
            out.putShort(HalfFloat.of(scale)).putShort(HalfFloat.of(least));
            int[] packed = new int[BLOCK];
            int fifthBits = 0;
            for (int i = 0; i < BLOCK; i++) {
                packed[i] = (int) ((numbers[from + i] - least) * inverse + 0.5f);
                fifthBits |= ((packed[i] >> 4) & 1) << i;
            }
            out.putInt(fifthBits);
            for (int i = 0; i < BLOCK / 2; i++) {
                out.put((byte) ((packed[i] & 15) | ((packed[i + BLOCK / 2] & 15) << 4)));
            }
        }
    };

    static final int BLOCK = 32;

    /** GGML's number for a tensor stored like this. */
    final int tensorType;
    /** GGML's number for a file whose matrices are mostly stored like this, quantisation format 2. */
    final int fileType;

    private final int blockBytes;

    Quantisation(int tensorType, int fileType, int blockBytes) {
        this.tensorType = tensorType;
        this.fileType = fileType;
        this.blockBytes = blockBytes;
    }

    /** Packs one block. */
    abstract void pack(float[] numbers, int from, ByteBuffer out);

    /** @param numbers a multiple of {@link #BLOCK} */
    byte[] packed(float[] numbers) throws IOException {
        if (numbers.length % BLOCK != 0) {
            throw new IOException("a matrix must have a multiple of " + BLOCK + " numbers, had " + numbers.length);
        }
        byte[] bytes = new byte[numbers.length / BLOCK * blockBytes];
        ByteBuffer blocks = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < numbers.length; from += BLOCK) {
            pack(numbers, from, blocks);
        }
        return bytes;
    }

    /** As model files are named: {@code q8_0}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

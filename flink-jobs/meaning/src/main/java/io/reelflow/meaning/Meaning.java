package io.reelflow.meaning;

/**
 * A vector of length one as a signed byte for each dimension, all on one scale: products of bytes are products of vectors. A
 * number beyond a quarter, which hardly any is, becomes a quarter.
 */
public final class Meaning {
    /**
     * Nearer than this is about the same. Measured on questions to two talks: passages that a question was about were at 0.37 to
     * 0.62, others below 0.27.
     */
    public static final double RELATED = 0.3;

    private static final int LARGEST = 127;
    private static final float SCALE = 4 * LARGEST;

    private Meaning() {}

    public static byte[] bytes(float[] unit) {
        var bytes = new byte[unit.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(-LARGEST, Math.min(LARGEST, Math.round(SCALE * unit[i])));
        }
        return bytes;
    }

    public static byte[] of(String text) {
        return bytes(SentenceModel.vector(text));
    }

    /** How near in meaning, at most about 1; unrelated texts are about 0. */
    public static double nearness(byte[] a, byte[] b) {
        int sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return nearness(sum);
    }

    /** @param product of the bytes of two vectors */
    public static double nearness(double product) {
        return product / (SCALE * SCALE);
    }
}

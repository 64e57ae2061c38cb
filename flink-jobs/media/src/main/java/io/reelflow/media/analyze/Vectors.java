package io.reelflow.media.analyze;

import java.util.List;

/** Arithmetic on vectors of one length. */
final class Vectors {
    private Vectors() {}

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Scaled to length one; a vector of zeros stays. */
    static float[] unit(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        var unit = new float[vector.length];
        for (int i = 0; i < vector.length && length > 0; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    /** {@code a + factor * b}. */
    static float[] add(float[] a, double factor, float[] b) {
        var sum = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = (float) (a[i] + factor * b[i]);
        }
        return sum;
    }

    /** Direction of the mean. */
    static float[] mean(List<float[]> vectors) {
        var sum = new float[vectors.get(0).length];
        for (float[] vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        return unit(sum);
    }
}

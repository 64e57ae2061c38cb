package io.reelflow.media.analyze;

import java.util.List;

/** Multinomial logistic regression, fitted by gradient descent with a small penalty: enough for a few hundred examples. */
final class SoftmaxRegression {
    private static final double RATE = 0.3;

    private final double[][] weights;

    private SoftmaxRegression(double[][] weights) {
        this.weights = weights;
    }

    /**
     * @param features of each example, all of one length
     * @param labels of each example, from 0 to {@code classes - 1}
     */
    static SoftmaxRegression fit(
            List<double[]> features, List<Integer> labels, int classes, int steps, double penalty) {
        int size = features.get(0).length;
        var fitted = new SoftmaxRegression(new double[classes][size]);
        for (int step = 0; step < steps; step++) {
            var gradient = new double[classes][size];
            for (int n = 0; n < features.size(); n++) {
                double[] x = features.get(n);
                double[] p = fitted.probabilities(x);
                for (int k = 0; k < classes; k++) {
                    double error = (p[k] - (labels.get(n) == k ? 1 : 0)) / features.size();
                    for (int i = 0; i < size; i++) {
                        gradient[k][i] += error * x[i];
                    }
                }
            }
            for (int k = 0; k < classes; k++) {
                for (int i = 0; i < size; i++) {
                    fitted.weights[k][i] -= RATE * (gradient[k][i] + penalty * fitted.weights[k][i]);
                }
            }
        }
        return fitted;
    }

    double[] probabilities(double[] x) {
        var p = new double[weights.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < p.length; k++) {
            for (int i = 0; i < x.length; i++) {
                p[k] += weights[k][i] * x[i];
            }
            largest = Math.max(largest, p[k]);
        }
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            p[k] = Math.exp(p[k] - largest);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] /= sum;
        }
        return p;
    }
}

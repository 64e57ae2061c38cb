package io.reelflow.media.analyze;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Cuts a row of vectors into parts that each keep to one subject: the exact partition of least squared distance to the
 * parts' means, by dynamic programming. The number of parts is the first that gains 80% of the most that any number
 * gains over the same vectors shuffled; without a real gain there is one part (figures: {@code ChaptersTest}).
 */
final class Segmentation {
    private static final double SHARE = 0.8;
    private static final double LEAST_GAIN = 0.03;
    private static final int SHUFFLES = 8;
    private static final double IMPOSSIBLE = 1e12;

    private final double[] weights;
    private final List<float[]> vectors;
    private final double shortest;
    private final int most;

    /**
     * @param weights of the vectors: seconds
     * @param shortest sum of weights of a part
     * @param most parts
     */
    Segmentation(List<float[]> vectors, double[] weights, double shortest, int most) {
        this.vectors = vectors;
        this.weights = weights.clone();
        this.shortest = shortest;
        this.most = Math.min(most, vectors.size());
    }

    /** First indexes of the parts, beginning with 0. */
    List<Integer> starts() {
        if (vectors.size() < 2 || most < 2) {
            return List.of(0);
        }
        var order = new ArrayList<Integer>();
        for (int i = 0; i < vectors.size(); i++) {
            order.add(i);
        }
        var own = new Partitions(order);
        var shuffled = new double[most + 1];
        var random = new Random(7); // fixed: the same talk gets the same chapters
        for (int s = 0; s < SHUFFLES; s++) {
            Collections.shuffle(order, random);
            var chance = new Partitions(order);
            for (int k = 1; k <= most; k++) {
                shuffled[k] += chance.price(k) / SHUFFLES;
            }
        }
        return own.starts(number(own, shuffled));
    }

    private int number(Partitions own, double[] shuffled) {
        var gains = new double[most + 1];
        for (int k = 2; k <= most; k++) {
            // where not every shuffle can be cut so, the comparison says nothing
            boolean comparable = own.price(k) < IMPOSSIBLE && shuffled[k] < IMPOSSIBLE / SHUFFLES;
            gains[k] = comparable ? shuffled[k] - own.price(k) : 0;
        }
        double largest = Arrays.stream(gains).max().orElse(0);
        if (largest < LEAST_GAIN * Arrays.stream(weights).sum()) {
            return 1;
        }
        for (int k = 2; k <= most; k++) {
            if (gains[k] >= SHARE * largest) {
                return k;
            }
        }
        return 1;
    }

    /** Best partitions of the vectors in one order, for every number of parts. */
    private final class Partitions {
        private final double[][] best;
        private final int[][] from;

        Partitions(List<Integer> order) {
            int n = order.size();
            double[][] prices = prices(order);
            best = new double[most + 1][n + 1];
            from = new int[most + 1][n + 1];
            for (double[] row : best) {
                Arrays.fill(row, IMPOSSIBLE);
            }
            best[0][0] = 0;
            for (int k = 1; k <= most; k++) {
                for (int end = k; end <= n; end++) {
                    for (int start = k - 1; start < end; start++) {
                        double price = best[k - 1][start] + prices[start][end];
                        if (price < best[k][end]) {
                            best[k][end] = price;
                            from[k][end] = start;
                        }
                    }
                }
            }
        }

        double price(int parts) {
            return best[parts][weights.length];
        }

        List<Integer> starts(int parts) {
            var starts = new ArrayList<Integer>();
            for (int k = parts, end = weights.length; k > 0; k--) {
                end = from[k][end];
                starts.add(end);
            }
            Collections.reverse(starts);
            return starts;
        }
    }

    /** Price of making one part of {@code [start, end)}: weighted squared distance to its mean. */
    private double[][] prices(List<Integer> order) {
        int n = order.size();
        int size = vectors.get(0).length;
        var prices = new double[n][n + 1];
        for (int start = 0; start < n; start++) {
            var sum = new double[size];
            double weight = 0;
            double square = 0; // of the sum's length, kept up as vectors join it
            for (int end = start + 1; end <= n; end++) {
                float[] vector = vectors.get(order.get(end - 1));
                double w = weights[order.get(end - 1)];
                for (int i = 0; i < size; i++) {
                    double term = w * vector[i];
                    square += term * (2 * sum[i] + term);
                    sum[i] += term;
                }
                weight += w;
                boolean tooShort = weight < shortest && n > 1 && !(start == 0 && end == n);
                prices[start][end] = tooShort ? IMPOSSIBLE : weight - square / Math.max(weight, 1e-9);
            }
        }
        return prices;
    }
}

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
    /** Of the shuffled prices. 12 labelled talks reach 2.4 and more; their sentences in no order, 120 times, none did. */
    private static final double LEAST_DEVIATIONS = 2.33;

    private static final int SHUFFLES = 24;
    private static final double IMPOSSIBLE = 1e12;

    private final double[] weights;
    private final List<float[]> vectors;
    private final double[][] products;
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
        this.products = products();
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
        var squares = new double[most + 1];
        var random = new Random(7); // fixed: the same talk gets the same chapters
        for (int s = 0; s < SHUFFLES; s++) {
            Collections.shuffle(order, random);
            var chance = new Partitions(order);
            for (int k = 1; k <= most; k++) {
                shuffled[k] += chance.price(k) / SHUFFLES;
                squares[k] += chance.price(k) * chance.price(k) / SHUFFLES;
            }
        }
        return own.starts(number(own, shuffled, squares));
    }

    private int number(Partitions own, double[] shuffled, double[] squares) {
        var gains = new double[most + 1];
        for (int k = 2; k <= most; k++) {
            // where not every shuffle can be cut so, the comparison says nothing
            boolean comparable = own.price(k) < IMPOSSIBLE && shuffled[k] < IMPOSSIBLE / SHUFFLES;
            gains[k] = comparable ? shuffled[k] - own.price(k) : 0;
        }
        double largest = Arrays.stream(gains).max().orElse(0);
        if (largest < LEAST_GAIN * Arrays.stream(weights).sum() || !beyondChance(gains, shuffled, squares)) {
            return 1;
        }
        for (int k = 2; k <= most; k++) {
            if (gains[k] >= SHARE * largest) {
                return k;
            }
        }
        return 1;
    }

    private static boolean beyondChance(double[] gains, double[] means, double[] squares) {
        for (int k = 2; k < gains.length; k++) {
            double deviation = Math.sqrt(Math.max(0, squares[k] - means[k] * means[k]));
            if (gains[k] > 0 && gains[k] >= LEAST_DEVIATIONS * deviation) {
                return true;
            }
        }
        return false;
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
        var prices = new double[n][n + 1];
        var square = new double[n]; // of the length of the sum of vectors from each start on
        var weight = new double[n];
        for (int end = 1; end <= n; end++) {
            int last = order.get(end - 1);
            double shared = 0;
            for (int start = end - 1; start >= 0; start--) {
                shared += products[order.get(start)][last];
                square[start] += 2 * shared - products[last][last];
                weight[start] += weights[last];
                boolean tooShort = weight[start] < shortest && n > 1 && !(start == 0 && end == n);
                prices[start][end] =
                        tooShort ? IMPOSSIBLE : weight[start] - square[start] / Math.max(weight[start], 1e-9);
            }
        }
        return prices;
    }

    /** Products of all vectors with all, by the weights of both. */
    private double[][] products() {
        int n = vectors.size();
        var products = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k <= i; k++) {
                products[i][k] = weights[i] * weights[k] * Vectors.dot(vectors.get(i), vectors.get(k));
                products[k][i] = products[i][k];
            }
        }
        return products;
    }
}

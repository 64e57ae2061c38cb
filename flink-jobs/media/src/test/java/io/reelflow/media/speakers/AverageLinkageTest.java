package io.reelflow.media.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AverageLinkageTest {
    @Test
    void whatSoundsAlikeIsOneClusterNumberedByItsFirst() {
        List<float[]> means = List.of(angle(0), angle(80), angle(5), angle(85), angle(2));

        assertThat(AverageLinkage.clusters(means, new int[] {1, 1, 1, 1, 1})).containsExactly(0, 1, 0, 1, 0);
    }

    @Test
    void theAverageCountsNotTheNearestMembers() {
        List<float[]> chain = IntStream.range(0, 8).mapToObj(i -> angle(20 * i)).toList();

        assertThat(AverageLinkage.clusters(chain, new int[] {1, 1, 1, 1, 1, 1, 1, 1}))
                .as("neighbours are near enough to chain all of them")
                .contains(1);
    }

    @Test
    void nothingHasNoClusters() {
        assertThat(AverageLinkage.clusters(List.of(), new int[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void isWhatMergingTheNearestTwoOverAndOverGives(int seed) {
        Random random = new Random(seed);
        List<float[]> means = new ArrayList<>();
        int[] sizes = new int[60];
        for (int i = 0; i < sizes.length; i++) {
            means.add(random(random));
            sizes[i] = 1 + random.nextInt(9);
        }

        assertThat(AverageLinkage.clusters(means, sizes)).containsExactly(slowly(means, sizes));
    }

    /** A voice of a few windows weighs as many as it stands for: parts cluster as their windows would. */
    @Test
    void aMeanStandsForItsMembers() {
        float[] a = angle(0);
        float[] b = angle(30);
        float[] c = angle(62);
        float[] mean = {(a[0] + b[0]) / 2, (a[1] + b[1]) / 2};
        float together = AverageLinkage.dot(mean, c);

        assertThat(together).isCloseTo((AverageLinkage.dot(a, c) + AverageLinkage.dot(b, c)) / 2, Offset.offset(1e-6f));
    }

    private static int[] slowly(List<float[]> means, int[] sizes) {
        List<List<Integer>> clusters = new ArrayList<>();
        IntStream.range(0, means.size()).forEach(i -> clusters.add(new ArrayList<>(List.of(i))));
        while (true) {
            double least = AverageLinkage.LARGEST_DISTANCE;
            int[] pair = null;
            for (int i = 0; i < clusters.size(); i++) {
                for (int j = 0; j < i; j++) {
                    double distance = distance(clusters.get(i), clusters.get(j), means, sizes);
                    if (distance < least) {
                        least = distance;
                        pair = new int[] {i, j};
                    }
                }
            }
            if (pair == null) {
                break;
            }
            clusters.get(pair[1]).addAll(clusters.remove(pair[0]));
        }
        clusters.sort(Comparator.comparingInt(Collections::min));
        int[] numbers = new int[means.size()];
        for (int i = 0; i < clusters.size(); i++) {
            for (int member : clusters.get(i)) {
                numbers[member] = i;
            }
        }
        return numbers;
    }

    private static double distance(List<Integer> a, List<Integer> b, List<float[]> means, int[] sizes) {
        double sum = 0;
        double count = 0;
        for (int i : a) {
            for (int j : b) {
                double weight = (double) sizes[i] * sizes[j];
                sum += weight * (1 - AverageLinkage.dot(means.get(i), means.get(j)));
                count += weight;
            }
        }
        return sum / count;
    }

    private static float[] angle(double degrees) {
        return new float[] {(float) Math.cos(Math.toRadians(degrees)), (float) Math.sin(Math.toRadians(degrees))};
    }

    /** Of length 1, without negative numbers: as the encoder gives them. */
    private static float[] random(Random random) {
        float[] vector = new float[6];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Math.max(0, (float) random.nextGaussian());
        }
        vector[0] += 0.1f;
        float length = (float) Math.sqrt(AverageLinkage.dot(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}

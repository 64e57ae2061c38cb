package io.reelflow.media.speakers;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Agglomerative clustering by the average cosine distance between the members of two clusters, in O(n²): the
 * nearest-neighbour chain (Murtagh, A survey of recent advances in hierarchical clustering algorithms, 1983), which
 * stops where two that are each other's nearest are too far apart: no later merge brings them nearer.
 */
final class AverageLinkage {
    /**
     * Clusters further apart are held apart. Set by two voices on one telephone line, which are .31 apart; a lively
     * reader falls into several clusters, which {@link Speakers} joins again.
     */
    static final double LARGEST_DISTANCE = 0.29;

    private final float[][] similarity;
    private final int[] sizes;
    private final int[] clusterOf;
    private final boolean[] open;

    private AverageLinkage(List<float[]> means, int[] sizes) {
        int n = means.size();
        this.sizes = sizes.clone();
        this.similarity = new float[n][n];
        this.clusterOf = new int[n];
        this.open = new boolean[n];
        Arrays.fill(open, true);
        for (int i = 0; i < n; i++) {
            clusterOf[i] = i;
            for (int j = 0; j < i; j++) {
                similarity[i][j] = similarity[j][i] = dot(means.get(i), means.get(j));
            }
        }
    }

    /**
     * The number of the cluster that each item falls into, numbered by their first items.
     *
     * @param means mean embedding of each item
     * @param sizes how many embeddings it is the mean of
     */
    static int[] clusters(List<float[]> means, int[] sizes) {
        AverageLinkage linkage = new AverageLinkage(means, sizes);
        linkage.merge();
        return linkage.numbered();
    }

    static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private void merge() {
        Deque<Integer> chain = new ArrayDeque<>();
        for (int first = 0; first < open.length; first++) {
            while (open[first]) {
                chain.push(first);
                while (!chain.isEmpty()) {
                    extend(chain);
                }
            }
        }
    }

    /** One step: the chain grows by its end's nearest, or its last two are merged, or found to be too far apart. */
    private void extend(Deque<Integer> chain) {
        int last = chain.pop();
        Integer before = chain.peek();
        int nearest = nearest(last, before);
        if (nearest < 0 || 1 - similarity[last][nearest] > LARGEST_DISTANCE) {
            open[last] = false;
        } else if (before != null && nearest == before) {
            chain.pop();
            join(before, last);
        } else {
            chain.push(last);
            chain.push(nearest);
        }
    }

    /** Where it is as near as another, the one before in the chain: else the chain would go in circles. */
    private int nearest(int item, @Nullable Integer before) {
        int nearest = before == null ? -1 : before;
        for (int other = 0; other < open.length; other++) {
            if (open[other] && other != item && (nearest < 0 || similarity[item][other] > similarity[item][nearest])) {
                nearest = other;
            }
        }
        return nearest;
    }

    private void join(int into, int from) {
        float total = sizes[into] + sizes[from];
        for (int other = 0; other < open.length; other++) {
            float joined = (sizes[into] * similarity[into][other] + sizes[from] * similarity[from][other]) / total;
            similarity[into][other] = similarity[other][into] = joined;
        }
        sizes[into] += sizes[from];
        open[from] = false;
        for (int i = 0; i < clusterOf.length; i++) {
            clusterOf[i] = clusterOf[i] == from ? into : clusterOf[i];
        }
    }

    private int[] numbered() {
        int[] numbers = new int[clusterOf.length];
        Arrays.fill(numbers, -1);
        int[] numbered = new int[clusterOf.length];
        int next = 0;
        for (int i = 0; i < numbered.length; i++) {
            int cluster = clusterOf[i];
            if (numbers[cluster] < 0) {
                numbers[cluster] = next++;
            }
            numbered[i] = numbers[cluster];
        }
        return numbered;
    }
}

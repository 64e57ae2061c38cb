package io.reelflow.media.analyze.labelled;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Groups of sentences against labelled ones. */
final class Clusters {
    private Clusters() {}

    /** Harmonic mean of homogeneity and completeness (V-measure, Rosenberg and Hirschberg 2007). */
    static double vMeasure(List<String> labelled, List<Integer> found) {
        Map<Object, Integer> classes = new HashMap<>();
        Map<Object, Integer> clusters = new HashMap<>();
        Map<Object, Integer> both = new HashMap<>();
        for (int i = 0; i < labelled.size(); i++) {
            classes.merge(labelled.get(i), 1, Integer::sum);
            clusters.merge(found.get(i), 1, Integer::sum);
            both.merge(List.of(labelled.get(i), found.get(i)), 1, Integer::sum);
        }
        double classEntropy = entropy(classes, labelled.size());
        double clusterEntropy = entropy(clusters, labelled.size());
        double joint = entropy(both, labelled.size());
        double homogeneity = classEntropy == 0 ? 1 : 1 - (joint - clusterEntropy) / classEntropy;
        double completeness = clusterEntropy == 0 ? 1 : 1 - (joint - classEntropy) / clusterEntropy;
        double sum = homogeneity + completeness;
        return sum <= 0 ? 0 : 2 * homogeneity * completeness / sum;
    }

    private static double entropy(Map<Object, Integer> counts, int total) {
        return -counts.values().stream()
                .mapToDouble(n -> (double) n / total)
                .map(p -> p * Math.log(p))
                .sum();
    }
}

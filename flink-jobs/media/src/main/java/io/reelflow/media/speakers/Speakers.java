package io.reelflow.media.speakers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which voices, of all parts of a video, are one speaker's: clusters by average linkage, then those whose means point
 * the same way are joined. The second step keeps together who reads long and in many ways. Measured on the recordings
 * of decision 22: between the clusters of one speaker .91 to .94 (of whose shortest ones .81 to .89), between two people
 * .45 to .62, on one telephone line .86.
 */
final class Speakers {
    private static final double SAME = 0.88;
    /** Clusters of fewer windows, four seconds, have means that are less sure. */
    private static final int SURE_WINDOWS = 10;

    private static final double SAME_IF_SHORT = 0.75;
    /** A cluster of fewer windows is no speaker of its own: what is heard where two speak, or a laugh. */
    private static final int FEWEST_WINDOWS = 5;
    /** Voices that are held against each other, the longest ones: 4 MB of distances. The others join the nearest. */
    private static final int MOST_VOICES = 1000;

    private Speakers() {}

    /** The number of each voice's speaker. */
    static int[] of(List<Voice> voices) {
        List<Cluster> clusters = clusters(voices);
        int longest =
                clusters.stream().mapToInt(cluster -> cluster.windows).max().orElse(0);
        clusters.removeIf(cluster -> cluster.windows < Math.min(FEWEST_WINDOWS, longest));
        join(clusters);
        int[] speakers = new int[voices.size()];
        for (int voice = 0; voice < speakers.length; voice++) {
            speakers[voice] = speaker(voice, voices.get(voice), clusters);
        }
        return speakers;
    }

    private static List<Cluster> clusters(List<Voice> voices) {
        int[] longest = IntStream.range(0, voices.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -voices.get(i).windows()))
                .limit(MOST_VOICES)
                .mapToInt(i -> i)
                .sorted()
                .toArray();
        int[] numbers = AverageLinkage.clusters(
                Arrays.stream(longest).mapToObj(i -> voices.get(i).mean()).toList(),
                Arrays.stream(longest).map(i -> voices.get(i).windows()).toArray());
        List<Cluster> clusters = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == clusters.size()) {
                clusters.add(new Cluster());
            }
            clusters.get(numbers[i]).add(longest[i], voices.get(longest[i]));
        }
        return clusters;
    }

    /** The two that are most alike first. */
    private static void join(List<Cluster> clusters) {
        for (Cluster[] pair = mostAlike(clusters); pair != null; pair = mostAlike(clusters)) {
            pair[0].add(pair[1]);
            clusters.remove(pair[1]);
        }
    }

    private static Cluster @Nullable [] mostAlike(List<Cluster> clusters) {
        Cluster[] pair = null;
        double most = 0;
        for (int i = 0; i < clusters.size(); i++) {
            for (int j = 0; j < i; j++) {
                Cluster a = clusters.get(j);
                Cluster b = clusters.get(i);
                double similarity = a.similarity(b.sum) / length(b.sum);
                boolean sure = Math.min(a.windows, b.windows) >= SURE_WINDOWS;
                if (similarity > (sure ? SAME : SAME_IF_SHORT) && similarity > most) {
                    most = similarity;
                    pair = new Cluster[] {a, b};
                }
            }
        }
        return pair;
    }

    private static int speaker(int number, Voice voice, List<Cluster> clusters) {
        int nearest = -1;
        double most = -1;
        for (int i = 0; i < clusters.size(); i++) {
            if (clusters.get(i).voices.contains(number)) {
                return i;
            }
            double similarity = clusters.get(i).similarity(voice.mean());
            if (similarity > most) {
                most = similarity;
                nearest = i;
            }
        }
        return nearest;
    }

    private static double length(float[] vector) {
        return Math.sqrt(AverageLinkage.dot(vector, vector));
    }

    private static final class Cluster {
        private final Set<Integer> voices = new HashSet<>();
        private int windows;
        /** Of all embeddings. */
        private float[] sum = new float[0];

        void add(int number, Voice voice) {
            voices.add(number);
            windows += voice.windows();
            sum = sum.length == 0 ? new float[voice.mean().length] : sum;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += voice.mean()[i] * voice.windows();
            }
        }

        void add(Cluster other) {
            voices.addAll(other.voices);
            windows += other.windows;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += other.sum[i];
            }
        }

        /** To the direction of the mean: how much the members differ does not count. */
        double similarity(float[] embedding) {
            return AverageLinkage.dot(embedding, sum) / length(sum);
        }
    }
}

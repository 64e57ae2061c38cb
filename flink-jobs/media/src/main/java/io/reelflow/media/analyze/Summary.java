package io.reelflow.media.analyze;

import io.reelflow.media.analyze.Chapters.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A few of the talk's own sentences, in their order: of each part one that is central to it and near its beginning; of a talk of one or two parts those
 * that together cover the rest best (facility location, greedy).
 */
final class Summary {
    private static final int MOST = 6;
    private static final int COVERING = 3;
    private static final int FEWEST_WORDS = 5;
    /** Chosen out of 24 pairs on six labelled talks: sentences that belong there 0.72, without both 0.53. */
    private static final double OPENING = 0.3;

    private static final double FULLNESS = 0.2;
    private static final double FULL_WORDS = 20;

    private Summary() {}

    /** Null where nothing was said. */
    static @Nullable String of(Talk talk, List<Part> parts) {
        if (talk.sentences().isEmpty()) {
            return null;
        }
        var chosen = new TreeSet<Integer>(parts.size() > 2 ? centres(talk, parts) : covering(talk));
        return chosen.stream().map(i -> talk.sentences().get(i).text()).collect(Collectors.joining(" "));
    }

    private static List<Integer> centres(Talk talk, List<Part> parts) {
        var chosen = new ArrayList<Integer>();
        parts.stream()
                .sorted((a, b) -> Integer.compare(b.to() - b.from(), a.to() - a.from()))
                .limit(MOST)
                .forEach(part -> {
                    float[] centre = talk.centre(part.from(), part.to());
                    candidates(talk, part.from(), part.to())
                            .boxed()
                            .max(Comparator.comparingDouble(i -> weight(talk, part, i, centre)))
                            .ifPresent(chosen::add);
                });
        return chosen;
    }

    /** Nearness to what the part is about, more where it opens the part and where it is no short remark. */
    private static double weight(Talk talk, Part part, int sentence, float[] centre) {
        int words = talk.sentences().get(sentence).words().size();
        return near(talk, sentence, centre)
                + OPENING / (1 + sentence - part.from())
                + FULLNESS * Math.min(FULL_WORDS, words) / FULL_WORDS;
    }

    private static List<Integer> covering(Talk talk) {
        int n = talk.sentences().size();
        List<Integer> candidates = candidates(talk, 0, n).boxed().toList();
        var covered = new double[n];
        var chosen = new ArrayList<Integer>();
        while (chosen.size() < Math.min(COVERING, candidates.size())) {
            int best = -1;
            double most = -1;
            for (int candidate : candidates) {
                double gain = chosen.contains(candidate) ? -1 : gain(talk, candidate, covered);
                if (gain > most) {
                    most = gain;
                    best = candidate;
                }
            }
            chosen.add(best);
            for (int i = 0; i < n; i++) {
                covered[i] =
                        Math.max(covered[i], near(talk, best, talk.vectors().get(i)));
            }
        }
        return chosen;
    }

    private static double gain(Talk talk, int candidate, double[] covered) {
        double gain = 0;
        for (int i = 0; i < covered.length; i++) {
            gain += Math.max(0, near(talk, candidate, talk.vectors().get(i)) - covered[i]);
        }
        return gain;
    }

    private static double near(Talk talk, int sentence, float[] vector) {
        return Vectors.dot(talk.vectors().get(sentence), vector);
    }

    /** Sentences that can stand alone; where none can, all. */
    private static IntStream candidates(Talk talk, int from, int to) {
        if (IntStream.range(from, to).anyMatch(i -> standsAlone(talk, i))) {
            return IntStream.range(from, to).filter(i -> standsAlone(talk, i));
        }
        return IntStream.range(from, to);
    }

    private static boolean standsAlone(Talk talk, int i) {
        Sentence sentence = talk.sentences().get(i);
        return sentence.words().size() >= FEWEST_WORDS
                && !sentence.isQuestion()
                && !Openings.leansOnBefore(sentence, talk.language());
    }
}

package io.reelflow.media.analyze;

import io.reelflow.media.analyze.Phrases.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the talk, or a part of it, is about: its phrases by nearness to the text's centre times {@code 1 + 0.35 log2} of
 * how often they stand in it (KeyBERT with counts: precision at 10 of 0.8 over three talks of ours).
 */
final class Keywords {
    private static final double COUNT_WEIGHT = 0.35;
    private static final double VARIETY = 0.3;
    private static final double UNNAMED = 0.35;

    private final Talk talk;
    private final List<Phrase> phrases;
    private final Map<String, float[]> vectors = new HashMap<>();

    Keywords(Talk talk) throws InterruptedException {
        this.talk = talk;
        this.phrases = Phrases.of(talk);
        List<float[]> of =
                talk.embedding().of(phrases.stream().map(Phrase::text).toList());
        for (int i = 0; i < phrases.size(); i++) {
            vectors.put(phrases.get(i).text(), of.get(i));
        }
    }

    /** Of the whole talk, best first; none says what another says. */
    List<String> top(int most) {
        if (phrases.isEmpty()) {
            return List.of();
        }
        return best(0, talk.sentences().size(), talk.centre(), most, 0);
    }

    /** Of sentences {@code from} (inclusive) to {@code to} (exclusive): what sets them apart from the rest. */
    List<String> of(int from, int to, int most) {
        if (from >= to) {
            return List.of();
        }
        boolean whole = from == 0 && to == talk.sentences().size();
        float[] own = talk.centre(from, to);
        return best(from, to, whole ? own : Vectors.unit(Vectors.add(own, -0.6, talk.centre())), most, VARIETY);
    }

    private List<String> best(int from, int to, float[] centre, int most, double variety) {
        Map<String, Double> scores = new HashMap<>();
        for (Phrase phrase : phrases) {
            int count = phrase.count(from, to);
            if (count > 0) {
                double near = Vectors.dot(centre, vector(phrase.text()));
                scores.put(phrase.text(), talk.isEnglish() ? meant(near, count) : counted(phrase, near, count));
            }
        }
        var left = new ArrayList<>(scores.keySet());
        left.sort(Comparator.comparing((String phrase) -> -scores.getOrDefault(phrase, 0.0))
                .thenComparing(Comparator.naturalOrder()));
        var chosen = new ArrayList<String>();
        while (chosen.size() < most && !left.isEmpty()) {
            left.removeIf(phrase -> chosen.stream().anyMatch(c -> Phrases.overlap(c, phrase)));
            left.stream()
                    .max(Comparator.comparingDouble(
                            phrase -> scores.getOrDefault(phrase, 0.0) - variety * likeness(phrase, chosen)))
                    .ifPresent(chosen::add);
        }
        return chosen.stream().map(this::written).toList();
    }

    private String written(String phrase) {
        return phrases.stream()
                .filter(p -> p.text().equals(phrase))
                .map(Phrase::written)
                .findFirst()
                .orElse(phrase);
    }

    private static double meant(double near, int count) {
        return near * (1 + COUNT_WEIGHT * Math.log(count) / Math.log(2));
    }

    /** Without a model of meaning: how often it stands here rather than elsewhere, and how often at all. */
    private static double counted(Phrase phrase, double near, int count) {
        double often = Math.log(1 + phrase.count()) / Math.log(2);
        double score = (double) count * count / phrase.count() + 0.5 * often + near;
        return phrase.named() ? score : UNNAMED * score;
    }

    private double likeness(String phrase, List<String> chosen) {
        return chosen.stream()
                .mapToDouble(c -> Vectors.dot(vector(c), vector(phrase)))
                .max()
                .orElse(0);
    }

    private float[] vector(String phrase) {
        return vectors.getOrDefault(phrase, new float[talk.centre().length]);
    }
}

package io.reelflow.media.analyze;

import io.reelflow.media.analyze.Chapters.Part;
import io.reelflow.schemas.result.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores every stretch of whole sentences of a fitting length by what makes people stay: how it opens, whether it is a
 * thought of its own, its pace and stress against the talk's, its pauses, how near it is to what the talk is about, how
 * strongly it feels, what there is to see, how often it is replayed. Each signal is 0–1 with a fixed weight; weights are judgement, tried on six
 * labelled talks (figures: {@code FiguresTest}).
 */
final class Highlights {
    private static final double PAUSE_SECONDS = 0.5;

    private final Talk talk;
    private final double[] moods;
    private final List<Part> parts;
    private final @Nullable Picture picture;
    private final Replays replays;
    private final Delivery delivery;
    private final double emphasis;
    private final double pace;
    private final float[] centre;

    /**
     * @param moods of the sentences, -1 to 1; zeros where nobody can tell
     * @param picture null where there is none, or nobody looked
     */
    Highlights(Talk talk, List<Part> parts, double[] moods, @Nullable Picture picture, Replays replays) {
        this.replays = replays;
        this.picture = picture;
        this.delivery = new Delivery(talk);
        this.emphasis = delivery.emphasis(talk.sentences());
        this.talk = talk;
        this.parts = parts;
        this.moods = moods.clone();
        this.pace = talk.words() / Math.max(1, talk.spoken());
        this.centre = talk.sentences().isEmpty() ? new float[0] : talk.centre();
    }

    /** Every stretch that fits a clip, best first. */
    List<Stretch> stretches(Padding padding) {
        int n = talk.sentences().size();
        var stretches = new ArrayList<Stretch>();
        for (int from = 0; from < n; from++) {
            for (int to = from + 1; to <= n && !padding.exceeds(from, to); to++) {
                Padding.Span span = padding.of(from, to);
                if (span != null) {
                    stretches.add(score(from, to, span.start(), span.end()));
                }
            }
        }
        stretches.sort(Comparator.comparingDouble(Stretch::score).reversed().thenComparingDouble(Stretch::start));
        return stretches;
    }

    private Stretch score(int from, int to, double start, double end) {
        List<Sentence> said = talk.sentences().subList(from, to);
        Sentence first = said.get(0);
        List<String> hooks = Openings.hooks(first, talk.language());
        boolean asksSoon = said.size() > 2 && said.get(1).isQuestion();
        double words = said.stream().mapToInt(s -> s.words().size()).sum();
        double spoken = said.stream().mapToDouble(Sentence::duration).sum();
        double faster = words / Math.max(0.5, spoken) / Math.max(0.1, pace) - 1;
        double strength = 0;
        for (int i = from; i < to; i++) {
            strength = Math.max(strength, Math.abs(moods[i]));
        }
        Map<String, Double> signals = new LinkedHashMap<>();
        signals.put("opens with a question", first.isQuestion() ? 0.25 : asksSoon ? 0.03 : 0);
        signals.put("opens with " + String.join(", ", hooks), Math.min(2, hooks.size()) * 0.07);
        signals.put("a thought of its own", 0.22 * selfContained(from, to));
        signals.put("begins after a pause", pauseBefore(from) >= PAUSE_SECONDS ? 0.06 : 0);
        signals.put("ends at a pause", pauseBefore(to) >= PAUSE_SECONDS ? 0.06 : 0);
        signals.put("faster than the rest", 0.1 * clamp(faster * 3));
        signals.put("opens a subject", parts.stream().anyMatch(p -> p.from() == from) ? 0.06 : 0);
        signals.put("stressed words", 0.1 * clamp(10 * (delivery.emphasis(said) - emphasis)));
        signals.put("a face to look at", face(start, end) ? 0.06 : 0);
        signals.put("the picture changes", 0.06 * clamp(cuts(start, end) / 3.0));
        signals.put("central to the talk", 0.16 * clamp(Vectors.dot(talk.centre(from, to), centre)));
        signals.put("keeps to one subject", 0.2 * coherence(from, to));
        signals.put("strong feeling", 0.15 * clamp(strength));
        signals.put("replayed more than the rest", 0.1 * replays.of(start, end));
        signals.put("hardly a silence", 0.1 * clamp(2 * spoken / Math.max(0.1, end - start) - 1));
        double sum = signals.values().stream().mapToDouble(v -> v).sum() * clarity(said);
        List<String> reasons = signals.entrySet().stream()
                .filter(e -> e.getValue() >= 0.06)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(8)
                .map(Map.Entry::getKey)
                .toList();
        return new Stretch(from, to, start, end, Math.min(1, Math.round(sum * 1000) / 1000.0), reasons);
    }

    private boolean face(double start, double end) {
        return picture != null && picture.faces().stream().anyMatch(f -> f.time() >= start && f.time() < end);
    }

    private long cuts(double start, double end) {
        return picture == null
                ? 0
                : picture.shots().stream()
                        .filter(s -> s.start() > start && s.start() < end)
                        .count();
    }

    /** 1: opens without leaning on what went before, ends with its sentence, stays inside one part of the talk. */
    private double selfContained(int from, int to) {
        List<Sentence> sentences = talk.sentences();
        double whole = 0;
        whole += Openings.leansOnBefore(sentences.get(from), talk.language()) ? 0 : 0.4;
        whole += sentences.get(to - 1).isClosed() && !sentences.get(to - 1).isQuestion() ? 0.3 : 0;
        whole += parts.stream().anyMatch(p -> p.from() <= from && to <= p.to()) ? 0.3 : 0;
        return whole;
    }

    /** 1 where every sentence means about the same as all together, 0 where each is about something else. */
    private double coherence(int from, int to) {
        float[] middle = talk.centre(from, to);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Vectors.dot(talk.vectors().get(i), middle);
        }
        return clamp((sum / (to - from) - 0.4) / 0.5);
    }

    /** Seconds of silence before a sentence; a great many before the first and after the last. */
    private double pauseBefore(int sentence) {
        if (sentence == 0 || sentence == talk.sentences().size()) {
            return Double.MAX_VALUE;
        }
        return talk.sentences().get(sentence).start()
                - talk.sentences().get(sentence - 1).end();
    }

    /** Half for words that the recogniser only guessed (music, noise), 1 for clear speech. */
    private static double clarity(List<Sentence> said) {
        double mean = said.stream()
                .flatMap(s -> s.words().stream())
                .mapToDouble(w -> w.probability())
                .average()
                .orElse(1);
        return 0.5 + 0.5 * clamp(mean / 0.7);
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}

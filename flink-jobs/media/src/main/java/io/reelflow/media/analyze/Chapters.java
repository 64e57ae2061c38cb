package io.reelflow.media.analyze;

import io.reelflow.schemas.result.Chapter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a talk: the publisher's chapters where there are any, else found in what is said. */
final class Chapters {
    /** A part as sentences {@code from} (inclusive) to {@code to} (exclusive). */
    record Part(int from, int to) {}

    private static final double SHORTEST_SECONDS = 15;
    private static final double USUAL_SECONDS = 60;
    private static final int MOST = 40;
    /** The search is quadratic: longer talks are cut between groups of sentences. */
    private static final int MOST_UNITS = 500;

    private Chapters() {}

    /** At least one part if there is a sentence. */
    static List<Part> parts(Talk talk) {
        int n = talk.sentences().size();
        if (n == 0) {
            return List.of();
        }
        double spoken = talk.spoken();
        double shortest = Math.max(SHORTEST_SECONDS, Math.min(USUAL_SECONDS, spoken / 10));
        int perUnit = (n + MOST_UNITS - 1) / MOST_UNITS;
        var vectors = new ArrayList<float[]>();
        var weights = new double[(n + perUnit - 1) / perUnit];
        for (int from = 0; from < n; from += perUnit) {
            int to = Math.min(n, from + perUnit);
            weights[vectors.size()] = talk.sentences().subList(from, to).stream()
                    .mapToDouble(Sentence::duration)
                    .sum();
            vectors.add(talk.centre(from, to));
        }
        int most = (int) Math.min(MOST, Math.max(1, spoken / shortest));
        List<Integer> starts = new Segmentation(vectors, weights, shortest, most).starts();
        var parts = new ArrayList<Part>();
        for (int i = 0; i < starts.size(); i++) {
            int to = i + 1 < starts.size() ? starts.get(i + 1) * perUnit : n;
            parts.add(new Part(starts.get(i) * perUnit, to));
        }
        return parts;
    }

    /** The parts that the publisher's chapters make of the talk; none is empty. */
    static List<Part> parts(Talk talk, List<Chapter> chapters) {
        var parts = new ArrayList<Part>();
        int from = 0;
        for (Chapter chapter : chapters) {
            int to = from;
            while (to < talk.sentences().size() && talk.sentences().get(to).start() < chapter.end()) {
                to++;
            }
            if (to > from) {
                parts.add(new Part(from, to));
            }
            from = to;
        }
        if (from < talk.sentences().size()) {
            parts.add(new Part(from, talk.sentences().size()));
        }
        return parts;
    }

    /** Chapters out of parts: each lasts until the next begins, the first from zero, the last to the end. */
    static List<Chapter> of(Talk talk, List<Part> parts, double duration, @Nullable Keywords keywords) {
        var chapters = new ArrayList<Chapter>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double start = i == 0 ? 0 : talk.sentences().get(part.from()).start();
            double end = i + 1 < parts.size()
                    ? talk.sentences().get(parts.get(i + 1).from()).start()
                    : Math.max(duration, talk.sentences().get(part.to() - 1).end());
            chapters.add(new Chapter(millis(start), millis(end), title(talk, part, keywords)));
        }
        return List.copyOf(chapters);
    }

    private static double millis(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    private static String title(Talk talk, Part part, @Nullable Keywords keywords) {
        List<String> phrases = keywords == null ? List.of() : keywords.of(part.from(), part.to(), 2);
        return phrases.isEmpty()
                ? Headlines.shorten(talk.sentences().get(part.from()).text(), 60)
                : Headlines.capital(String.join(", ", phrases));
    }
}

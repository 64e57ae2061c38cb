package io.reelflow.media.analyze;

import io.reelflow.media.analyze.Chapters.Part;
import io.reelflow.schemas.result.Analysis.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Subjects of a talk: parts that are near in meaning are one topic, named by its keywords, weighted by its share. */
final class Topics {
    /** Parts of one subject in a labelled talk: 0.24 and more; of two in six such talks: 0.08 at most. */
    private static final double NEAR = 0.15;

    private static final int MOST = 8;
    private static final int KEYWORDS = 5;

    private Topics() {}

    /** Heaviest first; a part without keywords is none. */
    static List<Topic> of(Talk talk, List<Part> parts, Keywords keywords) {
        if (parts.isEmpty()) {
            return List.of();
        }
        List<float[]> apart = apart(talk, parts);
        var groups = new ArrayList<List<Integer>>();
        for (int i = 0; i < parts.size(); i++) {
            float[] own = apart.get(i);
            groups.stream()
                    .filter(group -> group.stream().allMatch(p -> Vectors.dot(apart.get(p), own) >= NEAR))
                    .findFirst()
                    .orElseGet(() -> {
                        var fresh = new ArrayList<Integer>();
                        groups.add(fresh);
                        return fresh;
                    })
                    .add(i);
        }
        return groups.stream()
                .map(group -> topic(talk, group.stream().map(parts::get).toList(), keywords))
                .filter(topic -> !topic.keywords().isEmpty())
                .sorted(Comparator.comparingDouble(Topic::weight).reversed())
                .limit(MOST)
                .toList();
    }

    /** What sets each part apart: its direction from the middle of all of them. */
    private static List<float[]> apart(Talk talk, List<Part> parts) {
        List<float[]> centres =
                parts.stream().map(part -> talk.centre(part.from(), part.to())).toList();
        var middle = new float[centres.get(0).length];
        for (float[] centre : centres) {
            for (int i = 0; i < middle.length; i++) {
                middle[i] += centre[i] / centres.size();
            }
        }
        return centres.stream()
                .map(centre -> Vectors.unit(Vectors.add(centre, -1, middle)))
                .toList();
    }

    private static Topic topic(Talk talk, List<Part> group, Keywords keywords) {
        Part longest = group.stream()
                .max(Comparator.comparingDouble(p -> spoken(talk, p)))
                .orElseThrow();
        List<String> names = keywords.of(longest.from(), longest.to(), KEYWORDS);
        double share = group.stream().mapToDouble(p -> spoken(talk, p)).sum() / Math.max(talk.spoken(), 1e-9);
        double rounded = Math.round(Math.min(1, share) * 1000) / 1000.0;
        List<Topic.Span> spans = group.stream().map(part -> span(talk, part)).toList();
        return new Topic(names.isEmpty() ? "" : names.get(0), rounded, names, spans);
    }

    private static Topic.Span span(Talk talk, Part part) {
        double start = talk.sentences().get(part.from()).start();
        double end = talk.sentences().get(part.to() - 1).end();
        return new Topic.Span(Math.round(start * 1000) / 1000.0, Math.round(end * 1000) / 1000.0);
    }

    private static double spoken(Talk talk, Part part) {
        return talk.sentences().subList(part.from(), part.to()).stream()
                .mapToDouble(Sentence::duration)
                .sum();
    }
}

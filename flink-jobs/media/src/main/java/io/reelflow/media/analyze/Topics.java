package io.reelflow.media.analyze;

import io.reelflow.media.analyze.Chapters.Part;
import io.reelflow.schemas.result.Analysis.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Subjects of a talk: parts that are near in meaning are one topic, named by its keywords, weighted by its share. */
final class Topics {
    private static final double NEAR = 0.6;
    private static final int MOST = 8;
    private static final int KEYWORDS = 5;

    private Topics() {}

    /** Heaviest first; a part without keywords is none. */
    static List<Topic> of(Talk talk, List<Part> parts, Keywords keywords) {
        var groups = new ArrayList<List<Part>>();
        for (Part part : parts) {
            float[] centre = talk.centre(part.from(), part.to());
            groups.stream()
                    .filter(group -> near(talk, group, centre))
                    .findFirst()
                    .orElseGet(() -> {
                        var fresh = new ArrayList<Part>();
                        groups.add(fresh);
                        return fresh;
                    })
                    .add(part);
        }
        return groups.stream()
                .map(group -> topic(talk, group, keywords))
                .filter(topic -> !topic.keywords().isEmpty())
                .sorted(Comparator.comparingDouble(Topic::weight).reversed())
                .limit(MOST)
                .toList();
    }

    private static boolean near(Talk talk, List<Part> group, float[] centre) {
        return group.stream().allMatch(part -> Vectors.dot(talk.centre(part.from(), part.to()), centre) >= NEAR);
    }

    private static Topic topic(Talk talk, List<Part> group, Keywords keywords) {
        Part longest = group.stream()
                .max(Comparator.comparingDouble(p -> spoken(talk, p)))
                .orElseThrow();
        List<String> names = keywords.of(longest.from(), longest.to(), KEYWORDS);
        double share = group.stream().mapToDouble(p -> spoken(talk, p)).sum() / Math.max(talk.spoken(), 1e-9);
        double rounded = Math.round(Math.min(1, share) * 1000) / 1000.0;
        return new Topic(names.isEmpty() ? "" : names.get(0), rounded, names);
    }

    private static double spoken(Talk talk, Part part) {
        return talk.sentences().subList(part.from(), part.to()).stream()
                .mapToDouble(Sentence::duration)
                .sum();
    }
}

package io.reelflow.status.related;

import io.reelflow.status.related.SharedPassages.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much what two videos share says of them: the strength of its kind × its inverse document frequency (Spärck Jones
 * 1972), as a share of that of what one video alone has. The same from both sides.
 */
final class Scores {
    /** Less is what everybody has, and is not told. */
    static final double LEAST = 0.02;

    private static final int REASONS = 10;
    private static final int PASSAGES = 3;

    /** Words of a passage that count two thirds of a long one. */
    private static final double WORDS = 24;

    private final long videos;

    /** @param videos that are compared at all */
    Scores(long videos) {
        this.videos = Math.max(2, videos);
    }

    /** A feature of ours and how many videos have it. */
    record Counted(Feature feature, long videos) {}

    /** That another video has a feature too. */
    record Shared(String other, Feature.Key key, double weight) {}

    /** 1 for what one of very many videos has, nearly 0 for what all have. */
    double rarity(long having) {
        long among = Math.max(videos, having);
        return Math.min(1, Math.log((among + 1.0) / Math.max(1, having)) / Math.log(among + 1.0));
    }

    /** Of a feature that both have in full. */
    double potency(Counted own) {
        return own.feature().kind().strength * rarity(own.videos());
    }

    /** The reasons for each other video, the strongest first; none where they are worth too little. */
    Map<String, List<Reason>> of(
            Map<Feature.Key, Counted> own, List<Shared> shared, Map<String, List<Passage>> passages) {
        var reasons = new HashMap<String, List<Reason>>();
        for (Shared each : shared) {
            Counted counted = own.get(each.key());
            if (counted != null) {
                Feature feature = counted.feature();
                double weight = potency(counted) * Math.min(feature.weight(), each.weight());
                add(reasons, each.other(), reason(feature.kind(), feature.value(), feature.display(), weight, null));
            }
        }
        passages.forEach((other, found) -> found.stream().limit(PASSAGES).forEach(each -> {
            double weight = Kind.PASSAGE.strength * rarity(each.videos()) * (1 - Math.exp(-each.words() / WORDS));
            add(reasons, other, reason(Kind.PASSAGE, each.text(), each.text(), weight, each));
        }));
        reasons.replaceAll((other, all) -> all.stream()
                .sorted(Comparator.comparingDouble(Reason::weight)
                        .reversed()
                        .thenComparing(Reason::kind)
                        .thenComparing(Reason::value))
                .limit(REASONS)
                .toList());
        reasons.values().removeIf(all -> Reason.total(all) < LEAST);
        return reasons;
    }

    private static void add(Map<String, List<Reason>> reasons, String other, Reason reason) {
        if (reason.weight() > 0) {
            reasons.computeIfAbsent(other, any -> new ArrayList<>()).add(reason);
        }
    }

    private static Reason reason(Kind kind, String value, String display, double weight, @Nullable Passage at) {
        double rounded = Math.round(weight * 10_000) / 10_000.0;
        return new Reason(
                kind, value, display, rounded, at == null ? null : at.start(), at == null ? null : at.otherStart());
    }
}

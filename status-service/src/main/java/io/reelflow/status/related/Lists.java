package io.reelflow.status.related;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lists of related videos after one video has been compared anew: its own, and the places it takes, keeps or loses in
 * those of others. Each list holds {@value #MOST} videos at most, the strongest.
 */
record Lists(Map<Pair, List<Reason>> rows, Set<Pair> gone, Set<String> toRefill) {
    static final int MOST = 50;

    /** A place of the related video in the list of the first. */
    record Pair(String videoId, String relatedId) {}

    /**
     * @param reasons by other video
     * @param lists of all videos that the reasons name, and of all that have this video in theirs: weights by related
     *     video
     */
    static Lists of(String videoId, Map<String, List<Reason>> reasons, Map<String, Map<String, Double>> lists) {
        var rows = new HashMap<Pair, List<Reason>>();
        var gone = new HashSet<Pair>();
        var toRefill = new HashSet<String>();
        Set<String> own = reasons.keySet().stream()
                .sorted(Comparator.comparingDouble(
                                (String other) -> Reason.total(reasons.getOrDefault(other, List.of())))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .collect(Collectors.toSet());
        own.forEach(other -> rows.put(new Pair(videoId, other), reasons.getOrDefault(other, List.of())));
        lists.getOrDefault(videoId, Map.of()).keySet().stream()
                .filter(other -> !own.contains(other))
                .forEach(other -> gone.add(new Pair(videoId, other)));
        reasons.forEach((other, why) -> {
            Map<String, Double> others = new HashMap<>(lists.getOrDefault(other, Map.of()));
            others.put(videoId, Reason.total(why));
            for (String weakest : beyond(others)) {
                gone.add(new Pair(other, weakest));
                others.remove(weakest);
            }
            if (others.containsKey(videoId)) {
                rows.put(
                        new Pair(other, videoId),
                        why.stream().map(Reason::turned).toList());
            }
        });
        lists.forEach((other, list) -> {
            if (list.containsKey(videoId) && !reasons.containsKey(other)) {
                gone.add(new Pair(other, videoId));
                if (list.size() >= MOST) {
                    toRefill.add(other);
                }
            }
        });
        return new Lists(rows, gone, toRefill);
    }

    private static List<String> beyond(Map<String, Double> list) {
        var weakestFirst = new ArrayList<>(list.keySet());
        weakestFirst.sort(Comparator.comparingDouble((String each) -> list.getOrDefault(each, 0.0))
                .thenComparing(Comparator.reverseOrder()));
        return weakestFirst.subList(0, Math.max(0, list.size() - MOST));
    }
}

package io.reelflow.status.related;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Joins fingerprints that two videos share to the passages they stand for. */
final class SharedPassages {
    private static final int LONGEST_TEXT = 300;

    private SharedPassages() {}

    /** A fingerprint of ours that stands in another video too. */
    record Hit(long hash, int wordIndex, double start, String other, int otherIndex, double otherStart) {}

    /**
     * @param text its words, the first {@value #LONGEST_TEXT} characters of them
     * @param videos that have its rarest fingerprint, both of these included
     */
    record Passage(String text, int words, int videos, double start, double otherStart) {}

    /** For each other video what it shares, the longest first; a passage that is said twice is told once. */
    static Map<String, List<Passage>> of(List<Hit> hits, List<String> words) {
        var carriers = new HashMap<Long, Set<String>>();
        var byOther = new HashMap<String, List<Hit>>();
        for (Hit hit : hits) {
            carriers.computeIfAbsent(hit.hash(), any -> new HashSet<>()).add(hit.other());
            byOther.computeIfAbsent(hit.other(), any -> new ArrayList<>()).add(hit);
        }
        var found = new HashMap<String, List<Passage>>();
        byOther.forEach((other, shared) -> found.put(other, passages(shared, carriers, words)));
        return found;
    }

    private static List<Passage> passages(List<Hit> shared, Map<Long, Set<String>> carriers, List<String> words) {
        shared.sort(Comparator.comparingInt((Hit hit) -> hit.wordIndex() - hit.otherIndex())
                .thenComparingInt(Hit::wordIndex));
        var all = new ArrayList<Passage>();
        int from = 0;
        for (int i = 1; i <= shared.size(); i++) {
            if (i == shared.size() || !continues(shared.get(i - 1), shared.get(i))) {
                all.add(passage(shared.subList(from, i), carriers, words));
                from = i;
            }
        }
        all.sort(Comparator.comparingInt(Passage::words)
                .reversed()
                .thenComparing(Passage::start)
                .thenComparing(Passage::otherStart));
        var told = new HashSet<String>();
        return all.stream().filter(each -> told.add(each.text())).toList();
    }

    /** Within a shared run fingerprints stand no further apart than the window they are chosen from. */
    private static boolean continues(Hit before, Hit hit) {
        return hit.wordIndex() - hit.otherIndex() == before.wordIndex() - before.otherIndex()
                && hit.wordIndex() - before.wordIndex() <= Passages.WINDOW;
    }

    private static Passage passage(List<Hit> run, Map<Long, Set<String>> carriers, List<String> words) {
        Hit first = run.get(0);
        int end = run.get(run.size() - 1).wordIndex() + Passages.RUN;
        String text = String.join(" ", words.subList(first.wordIndex(), end));
        int videos = run.stream()
                .mapToInt(hit -> carriers.getOrDefault(hit.hash(), Set.of()).size() + 1)
                .min()
                .orElseThrow();
        return new Passage(
                text.length() <= LONGEST_TEXT
                        ? text
                        : text.substring(0, text.lastIndexOf(' ', LONGEST_TEXT) + 1)
                                .strip(),
                end - first.wordIndex(),
                videos,
                first.start(),
                first.otherStart());
    }
}

package io.reelflow.media.captions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cues one after the other, each with a length. */
final class CueOrder {
    private static final double SAME_SECONDS = 0.0005;
    private static final double LETTERS_A_SECOND = 15;
    private static final double SHORTEST_SECONDS = 1;

    private CueOrder() {}

    static List<TimedCue> sorted(List<TimedCue> cues) {
        return cues.stream()
                .sorted(Comparator.comparingDouble(TimedCue::start))
                .distinct()
                .toList();
    }

    /** Those that start together become one; one ends where the next starts, at the latest. */
    static List<TimedCue> apart(List<TimedCue> sorted) {
        List<TimedCue> merged = new ArrayList<>();
        for (TimedCue cue : sorted) {
            TimedCue last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && cue.start() - last.start() < SAME_SECONDS) {
                List<Line> lines = new ArrayList<>(last.lines());
                lines.addAll(cue.lines());
                merged.set(merged.size() - 1, new TimedCue(last.start(), Math.max(last.end(), cue.end()), lines));
            } else {
                merged.add(cue);
            }
        }
        List<TimedCue> apart = new ArrayList<>();
        for (int i = 0; i < merged.size(); i++) {
            TimedCue cue = merged.get(i);
            double next = i + 1 < merged.size() ? merged.get(i + 1).start() : Double.MAX_VALUE;
            apart.add(new TimedCue(
                    cue.start(), Math.min(cue.end() > cue.start() ? cue.end() : guess(cue), next), cue.lines()));
        }
        return apart;
    }

    /** The end of a cue that has none. */
    private static double guess(TimedCue cue) {
        int letters =
                cue.lines().stream().mapToInt(line -> line.text().length()).sum();
        return cue.start() + Math.max(SHORTEST_SECONDS, letters / LETTERS_A_SECOND);
    }
}

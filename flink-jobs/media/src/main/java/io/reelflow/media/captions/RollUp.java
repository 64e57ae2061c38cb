package io.reelflow.media.captions;

import io.reelflow.media.captions.Line.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Captions that roll up show a line again, above the one that is being spoken, and grow. Folded, each line is there
 * once, from when it appeared.
 */
final class RollUp {
    private static final double GAP_SECONDS = 0.1;
    private static final int FEWEST = 2;

    private final List<TimedCue> folded = new ArrayList<>();
    private List<String> shown = List.of();
    private double until = Double.NEGATIVE_INFINITY;

    private RollUp() {}

    /** Whether most cues that follow another at once begin with what that showed. */
    static boolean isRollUp(List<TimedCue> cues) {
        int following = 0;
        int repeating = 0;
        List<String> shown = List.of();
        double until = Double.NEGATIVE_INFINITY;
        for (TimedCue cue : cues) {
            List<String> texts = texts(cue);
            if (texts.isEmpty()) {
                continue;
            }
            if (cue.start() - until <= GAP_SECONDS) {
                following++;
                repeating += repeated(shown, texts) > 0 ? 1 : 0;
            }
            shown = texts;
            until = Math.max(cue.end(), cue.start());
        }
        return repeating >= FEWEST && repeating * 2 >= following;
    }

    /** @param cues in order of their starts */
    static List<TimedCue> fold(List<TimedCue> cues) {
        RollUp rollUp = new RollUp();
        cues.forEach(rollUp::add);
        return rollUp.folded;
    }

    private void add(TimedCue cue) {
        List<String> texts = texts(cue);
        if (texts.isEmpty()) {
            return;
        }
        List<Line> lines = cue.written();
        int repeated = cue.start() - until <= GAP_SECONDS ? repeated(shown, texts) : 0;
        if (repeated > 0 && grows(shown.get(shown.size() - 1), texts.get(repeated - 1))) {
            grow(
                    cue,
                    texts.get(repeated - 1)
                            .substring(shown.get(shown.size() - 1).length()));
        }
        if (repeated < lines.size()) {
            folded.add(new TimedCue(cue.start(), cue.end(), lines.subList(repeated, lines.size())));
        }
        shown = texts;
        until = Math.max(cue.end(), cue.start());
    }

    private void grow(TimedCue cue, String more) {
        TimedCue last = folded.remove(folded.size() - 1);
        List<Line> lines = new ArrayList<>(last.lines());
        Line line = lines.remove(lines.size() - 1);
        List<Piece> pieces = new ArrayList<>(line.pieces());
        pieces.add(new Piece(cue.start(), more, 1));
        lines.add(new Line(line.voice(), pieces));
        folded.add(new TimedCue(last.start(), cue.end(), lines));
    }

    /** How many lines at the end of what is shown are those at the beginning of the next, the last perhaps longer. */
    private static int repeated(List<String> shown, List<String> next) {
        for (int count = Math.min(shown.size(), next.size()); count > 0; count--) {
            List<String> before = shown.subList(shown.size() - count, shown.size());
            String last = before.get(count - 1);
            if (before.subList(0, count - 1).equals(next.subList(0, count - 1))
                    && (last.equals(next.get(count - 1)) || grows(last, next.get(count - 1)))) {
                return count;
            }
        }
        return 0;
    }

    private static boolean grows(String before, String after) {
        return after.startsWith(before + " ");
    }

    private static List<String> texts(TimedCue cue) {
        return cue.written().stream().map(Line::text).toList();
    }
}

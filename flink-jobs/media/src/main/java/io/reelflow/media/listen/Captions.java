package io.reelflow.media.listen;

import io.reelflow.schemas.result.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks segments into cues that can be read: no line longer than the layout allows (a longer word has one to itself),
 * breaks where the text has a comma or the speaker a pause rather than inside a phrase, no lonely last word. A cue holds
 * several segments only where each alone would be gone too soon, and never two speakers.
 */
public final class Captions {
    /** A cue stands at least this long, where the next one leaves it room. */
    static final double SHORTEST_SECONDS = 1.0;

    private static final double LEAST_SECONDS = 0.001;

    private final CueLayout layout;

    public Captions(CueLayout layout) {
        this.layout = layout;
    }

    /** Cues of the segments, in order; every word is in one. */
    public List<Cue> cues(List<Segment> segments) {
        List<Run> runs = Run.of(segments, layout.columns());
        List<Cue> cues = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            double next = i + 1 < runs.size() ? runs.get(i + 1).start(0) : Double.MAX_VALUE;
            CueBreaks breaks = new CueBreaks(run, layout, next);
            int from = 0;
            for (int to : breaks.ends()) {
                cues.add(new Cue(run.start(from), run.end(to), breaks.lines(from, to), run.separator(), run.speaker()));
                from = to;
            }
        }
        return apart(cues);
    }

    /** A cue stands as long as it takes to read, where there is room; none runs into the next. */
    private List<Cue> apart(List<Cue> cues) {
        List<Cue> apart = new ArrayList<>();
        double earliest = 0;
        for (int i = 0; i < cues.size(); i++) {
            Cue cue = cues.get(i);
            double start = Math.max(cue.start(), earliest);
            double next = i + 1 < cues.size() ? cues.get(i + 1).start() : Double.MAX_VALUE;
            double end = Math.max(Math.min(end(cue, start), latest(start, next)), start + LEAST_SECONDS);
            apart.add(new Cue(start, end, cue.lines(), cue.separator(), cue.speaker()));
            earliest = end;
        }
        return apart;
    }

    private double end(Cue cue, double start) {
        double reading = TextWidth.of(cue.text()) / layout.columnsPerSecond();
        double readable = Math.min(Math.max(reading, SHORTEST_SECONDS), layout.seconds());
        return Math.max(cue.end(), start + readable);
    }

    private double latest(double start, double next) {
        return next - start >= SHORTEST_SECONDS + layout.gap() ? next - layout.gap() : next;
    }
}

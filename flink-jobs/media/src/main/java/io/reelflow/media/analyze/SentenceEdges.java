package io.reelflow.media.analyze;

import java.util.ArrayList;
import java.util.List;

/**
 * Where sentences begin and end, among pieces of sentences. A clip may begin or end inside of a sentence that is too
 * long for it, but not a moment away from where one begins or ends.
 */
final class SentenceEdges {
    /** Within this one would have waited for the sentence. */
    private static final double NEAR_SECONDS = 2;

    private final List<Double> starts = new ArrayList<>();
    private final List<Double> ends = new ArrayList<>();
    private final List<Boolean> begins = new ArrayList<>();

    private SentenceEdges() {}

    static SentenceEdges of(Talk talk) {
        var edges = new SentenceEdges();
        List<Sentence> pieces = talk.sentences();
        for (int i = 0; i <= pieces.size(); i++) {
            boolean edge = i == 0
                    || i == pieces.size()
                    || pieces.get(i - 1).isClosed()
                    || pieces.get(i).start() - pieces.get(i - 1).end() >= Sentences.SILENCE_SECONDS;
            edges.begins.add(edge);
            if (edge && i < pieces.size()) {
                edges.starts.add(pieces.get(i).start());
            }
            if (edge && i > 0) {
                edges.ends.add(pieces.get(i - 1).end());
            }
        }
        return edges;
    }

    /** Whether each end of a stretch is a sentence's, or far from any. */
    boolean allow(Stretch stretch) {
        return (begins.get(stretch.from()) || far(stretch.start(), starts))
                && (begins.get(stretch.to()) || far(stretch.end(), ends));
    }

    private static boolean far(double time, List<Double> edges) {
        // A clip begins and ends up to a quarter of a second beside its words.
        return edges.stream().allMatch(edge -> Math.abs(edge - time) > NEAR_SECONDS + 0.25);
    }
}

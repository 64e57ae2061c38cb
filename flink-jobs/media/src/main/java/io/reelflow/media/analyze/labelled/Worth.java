package io.reelflow.media.analyze.labelled;

import io.reelflow.media.analyze.labelled.LabelledTalk.Said;
import io.reelflow.schemas.result.Analysis.Highlight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a row of stretches is worth to who watches them, best first. */
final class Worth {
    private static final int COUNTED = 5;
    private static final double SHORTEST = 10;
    private static final double LONGEST = 30;

    private final LabelledTalk talk;
    private final Spoken spoken;

    Worth(LabelledTalk talk, Spoken spoken) {
        this.talk = talk;
        this.spoken = spoken;
    }

    private record Window(double start, double end) {}

    /** Normalised discounted cumulative gain of the first five (Järvelin and Kekäläinen 2002). */
    double ndcg(List<Highlight> highlights) {
        return gain(highlights.stream().map(h -> new Window(h.start(), h.end())).toList()) / best();
    }

    /** The same of the longest stretches of whole sentences. */
    double ndcgOfLongest() {
        return gain(apart(Comparator.comparingDouble(w -> w.start() - w.end()))) / best();
    }

    private double best() {
        return gain(apart(Comparator.comparingDouble(w -> -worth(w))));
    }

    private double gain(List<Window> windows) {
        double gain = 0;
        for (int i = 0; i < Math.min(COUNTED, windows.size()); i++) {
            gain += worth(windows.get(i)) * Math.log(2) / Math.log(i + 2);
        }
        return gain;
    }

    /** Mean of its sentences' worth, each by its seconds. */
    private double worth(Window window) {
        List<Said> sentences = talk.sentences();
        double sum = 0;
        double seconds = 0;
        for (int i = 0; i < sentences.size(); i++) {
            double shared = Math.min(window.end, spoken.sentences().get(i).end())
                    - Math.max(window.start, spoken.sentences().get(i).start());
            if (shared > 0) {
                sum += shared * sentences.get(i).worth();
                seconds += shared;
            }
        }
        return seconds == 0 ? 0 : sum / seconds;
    }

    /** Stretches of whole sentences that share nothing, the first in an order first. */
    private List<Window> apart(Comparator<Window> order) {
        var windows = new ArrayList<Window>();
        for (int from = 0; from < spoken.sentences().size(); from++) {
            for (int to = from; to < spoken.sentences().size(); to++) {
                double start = spoken.sentences().get(from).start();
                double end = spoken.sentences().get(to).end();
                if (end - start >= SHORTEST && end - start <= LONGEST) {
                    windows.add(new Window(start, end));
                }
            }
        }
        windows.sort(order.thenComparingDouble(Window::start));
        var chosen = new ArrayList<Window>();
        for (Window window : windows) {
            if (chosen.stream().allMatch(c -> c.end <= window.start || window.end <= c.start)) {
                chosen.add(window);
            }
        }
        return chosen;
    }
}

package io.reelflow.bench.listen;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of the speech has its own speaker, under the best pairing of the names that were given with the true ones.
 *
 * @param right seconds with the right speaker
 * @param heard seconds of speech that were given a speaker
 * @param spoken seconds of speech; where two speak at once each counts
 */
record SpeakerShare(double right, double heard, double spoken) {
    /** @param turns with speakers */
    static SpeakerShare of(List<Truth.Segment> turns, List<Heard.Stretch> stretches) {
        Map<String, Map<String, Double>> shared = new HashMap<>();
        double heard = 0;
        double spoken = 0;
        for (Truth.Segment turn : turns) {
            spoken += turn.end() - turn.start();
            Map<String, Double> row = shared.computeIfAbsent(String.valueOf(turn.speaker()), name -> new HashMap<>());
            for (Heard.Stretch stretch : stretches) {
                double seconds = Math.min(turn.end(), stretch.end()) - Math.max(turn.start(), stretch.start());
                String name = stretch.speaker();
                if (name != null && seconds > 0) {
                    heard += seconds;
                    row.merge(name, seconds, Double::sum);
                }
            }
        }
        return new SpeakerShare(best(List.copyOf(shared.values()), 0, new HashSet<>()), heard, spoken);
    }

    /** Tries every pairing; there are few speakers. */
    private static double best(List<Map<String, Double>> rows, int from, Set<String> taken) {
        if (from == rows.size()) {
            return 0;
        }
        double most = best(rows, from + 1, taken);
        for (Map.Entry<String, Double> each : rows.get(from).entrySet()) {
            if (taken.add(each.getKey())) {
                most = Math.max(most, each.getValue() + best(rows, from + 1, taken));
                taken.remove(each.getKey());
            }
        }
        return most;
    }

    /** Of what was given a speaker; NaN where nothing was. */
    double rightOfHeard() {
        return heard == 0 ? Double.NaN : right / heard;
    }

    double heardOfSpoken() {
        return spoken == 0 ? Double.NaN : heard / spoken;
    }
}

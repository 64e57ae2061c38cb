package io.reelflow.bench.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How far the first word of a segment lies from where the voice sets in. */
final class StartErrors {
    private StartErrors() {}

    /**
     * Seconds, one for each segment whose onset is known and whose first word was heard.
     *
     * @param segments with texts, in order
     */
    static List<Double> of(List<Truth.Segment> segments, Onsets onsets, List<Heard.Word> words) {
        List<String> truth = new ArrayList<>();
        List<Integer> firsts = new ArrayList<>();
        for (Truth.Segment segment : segments) {
            firsts.add(truth.size());
            truth.addAll(PlainWords.of(String.valueOf(segment.text())));
        }
        List<String> heard = new ArrayList<>();
        List<Double> starts = new ArrayList<>();
        for (Heard.Word word : words) {
            List<String> parts = PlainWords.of(word.text());
            for (int i = 0; i < parts.size(); i++) {
                heard.add(parts.get(i));
                starts.add(i == 0 ? word.start() : Double.NaN);
            }
        }
        List<Integer> matches = Alignment.of(truth, heard).matches();
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            int first = firsts.get(i);
            int match = first < truth.size() ? matches.get(first) : -1;
            OptionalDouble onset = onsets.near(segments.get(i).start());
            if (match >= 0 && onset.isPresent() && !starts.get(match).isNaN()) {
                errors.add(Math.abs(starts.get(match) - onset.getAsDouble()));
            }
        }
        return errors;
    }
}

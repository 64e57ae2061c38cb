package io.reelflow.media.listen;

import io.reelflow.schemas.result.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How well a transcript's speakers are those of the truth, in frames of 10 ms, with the best assignment of names: the
 * diarization error rate of NIST without a collar, overlapping speech counted for each who speaks.
 *
 * @param right share of the time in which somebody speaks and somebody is named that has one who does
 * @param missed time of speakers that nobody is named for, as a share of all speakers' time
 * @param invented the same, where somebody is named and nobody speaks
 * @param confused the same, where another is named
 * @param speakers how many there are in the transcript
 */
record SpeakerErrors(double right, double missed, double invented, double confused, int speakers) {
    private static final double FRAME = 0.01;

    double rate() {
        return missed + invented + confused;
    }

    static SpeakerErrors of(List<Segment> truth, List<Segment> heard) {
        double end = Math.max(end(truth), end(heard));
        List<Set<String>> spoken = frames(truth, end);
        List<Set<String>> named = frames(heard, end);
        List<String> names = names(heard);
        SpeakerErrors best = new SpeakerErrors(0, 1, 0, 0, names.size());
        for (List<String> assigned : assignments(names.size(), names(truth))) {
            SpeakerErrors errors = count(spoken, named, names, assigned);
            best = errors.rate() < best.rate() ? errors : best;
        }
        return best;
    }

    private static SpeakerErrors count(
            List<Set<String>> spoken, List<Set<String>> named, List<String> names, List<String> assigned) {
        double all = 0;
        double speech = 0;
        double right = 0;
        double missed = 0;
        double invented = 0;
        double confused = 0;
        for (int i = 0; i < spoken.size(); i++) {
            Set<String> truth = spoken.get(i);
            Set<String> said = new HashSet<>();
            named.get(i).forEach(name -> said.add(assigned.get(names.indexOf(name))));
            long correct = said.stream().filter(truth::contains).count();
            all += truth.size();
            speech += truth.isEmpty() || said.isEmpty() ? 0 : 1;
            right += correct > 0 ? 1 : 0;
            missed += Math.max(0, truth.size() - said.size());
            invented += Math.max(0, said.size() - truth.size());
            confused += Math.min(truth.size(), said.size()) - correct;
        }
        return new SpeakerErrors(
                speech == 0 ? 0 : right / speech, missed / all, invented / all, confused / all, names.size());
    }

    /** All ways to give each name a speaker of the truth, or none: {@code ?1} and so on. */
    private static List<List<String>> assignments(int names, List<String> speakers) {
        if (names == 0) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (List<String> before : assignments(names - 1, speakers)) {
            List<String> choices = new ArrayList<>(speakers);
            choices.removeAll(before);
            choices.add("?" + names);
            for (String choice : choices) {
                List<String> more = new ArrayList<>(before);
                more.add(choice);
                all.add(more);
            }
        }
        return all;
    }

    private static List<String> names(List<Segment> segments) {
        return segments.stream()
                .map(Segment::speaker)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static double end(List<Segment> segments) {
        return segments.stream().mapToDouble(Segment::end).max().orElse(0);
    }

    private static List<Set<String>> frames(List<Segment> segments, double end) {
        List<Set<String>> frames = new ArrayList<>();
        for (double time = FRAME / 2; time < end; time += FRAME) {
            Set<String> speakers = new HashSet<>();
            for (Segment segment : segments) {
                if (segment.speaker() != null && segment.start() <= time && time < segment.end()) {
                    speakers.add(segment.speaker());
                }
            }
            frames.add(speakers);
        }
        return frames;
    }
}

package io.reelflow.media.listen;

import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Where a voice begins, by loudness alone, and how far from there a transcript says so. Knows nothing of the VAD that
 * words are snapped to.
 */
final class Onsets {
    private static final int FRAME = SpeechEngine.SAMPLE_RATE / 100;
    /** Voice is what is at most so much quieter than the loudest twentieth. */
    private static final double RANGE_DECIBELS = 35;

    private static final int QUIET_FRAMES = 10;
    private static final int LOUD_FRAMES = 3;
    /** A stated time may be that of a cut, a little before or after the voice. */
    private static final double BEFORE_SECONDS = 0.3;

    private static final double AFTER_SECONDS = 0.8;

    private final boolean[] loud;

    Onsets(float[] samples) {
        double[] levels = new double[samples.length / FRAME];
        for (int i = 0; i < levels.length; i++) {
            double sum = 0;
            for (int j = i * FRAME; j < (i + 1) * FRAME; j++) {
                sum += samples[j] * samples[j];
            }
            levels[i] = 10 * Math.log10(sum / FRAME + 1e-10);
        }
        double[] sorted = levels.clone();
        Arrays.sort(sorted);
        double threshold = sorted.length == 0 ? 0 : sorted[sorted.length * 19 / 20] - RANGE_DECIBELS;
        loud = new boolean[levels.length];
        for (int i = 0; i < loud.length; i++) {
            loud[i] = levels[i] > threshold;
        }
    }

    /** Words that a text begins with at a time, seconds of the sound. */
    record Stated(double start, String text) {}

    /** The onset after a pause that is nearest to a stated time; empty where the voice does not pause there. */
    OptionalDouble near(double stated) {
        OptionalDouble nearest = OptionalDouble.empty();
        int from = Math.max(0, (int) ((stated - BEFORE_SECONDS) * 100));
        for (int i = from; i < Math.min(loud.length, (stated + AFTER_SECONDS) * 100); i++) {
            if (isOnset(i)
                    && (nearest.isEmpty() || Math.abs(i / 100.0 - stated) < Math.abs(nearest.getAsDouble() - stated))) {
                nearest = OptionalDouble.of(i / 100.0);
            }
        }
        return nearest;
    }

    private boolean isOnset(int frame) {
        for (int i = Math.max(0, frame - QUIET_FRAMES); i < frame; i++) {
            if (loud[i]) {
                return false;
            }
        }
        for (int i = frame; i < frame + LOUD_FRAMES; i++) {
            if (i >= loud.length || !loud[i]) {
                return false;
            }
        }
        return true;
    }

    /** Seconds between the voice and the transcript's word, for each stated text whose first word was heard; sorted. */
    List<Double> errors(List<Stated> stated, Transcript transcript) {
        List<String> got = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        transcript.segments().stream().flatMap(s -> s.words().stream()).forEach(word -> {
            for (String part : WordErrors.words(word.text())) {
                got.add(part);
                words.add(word);
            }
        });
        List<String> wanted = new ArrayList<>();
        List<Integer> firsts = new ArrayList<>();
        for (Stated part : stated) {
            firsts.add(wanted.size());
            wanted.addAll(WordErrors.words(part.text()));
        }
        int[] matches = WordErrors.matches(wanted, got);
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < stated.size(); i++) {
            OptionalDouble onset = near(stated.get(i).start());
            int match = firsts.get(i) < matches.length ? matches[firsts.get(i)] : -1;
            if (onset.isPresent() && match >= 0) {
                errors.add(Math.abs(words.get(match).start() - onset.getAsDouble()));
            }
        }
        errors.sort(Double::compare);
        return errors;
    }

    /** The value that a share of sorted ones does not exceed. */
    static double quantile(List<Double> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}

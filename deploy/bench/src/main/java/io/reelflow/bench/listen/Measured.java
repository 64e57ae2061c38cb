package io.reelflow.bench.listen;

import io.reelflow.bench.listen.Recogniser.Run;
import io.reelflow.bench.measure.Quantiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What one recogniser made of one file. */
final class Measured {
    private final String recogniser;
    private final Truth.Spoken spoken;
    private final double length;
    private final List<Run> runs = new ArrayList<>();
    private List<Double> startErrors = List.of();
    private @Nullable String failure;

    /** @param length of the sound, seconds */
    Measured(String recogniser, Truth.Spoken spoken, double length) {
        this.recogniser = recogniser;
        this.spoken = spoken;
        this.length = length;
    }

    void run(Run run) {
        runs.add(run);
    }

    void failed(String why) {
        failure = why;
    }

    /** @param heard with the times of words */
    void starts(Heard heard, Onsets onsets) {
        startErrors = StartErrors.of(spoken.truth().timed(), onsets, heard.words());
    }

    String recogniser() {
        return recogniser;
    }

    Path path() {
        return spoken.file();
    }

    String file() {
        return spoken.file().getFileName().toString();
    }

    double length() {
        return length;
    }

    /** Null where every run went well. */
    @Nullable
    String failure() {
        return failure;
    }

    boolean complete() {
        return failure == null && !runs.isEmpty();
    }

    /** Median of the runs. */
    double seconds() {
        return median(Run::seconds);
    }

    /** Median of the runs. */
    double cpuSeconds() {
        return median(Run::cpuSeconds);
    }

    private double median(ToDoubleFunction<Run> what) {
        return Quantiles.of(runs.stream().mapToDouble(what).boxed().toList()).at(50);
    }

    private @Nullable Heard heard() {
        return complete() ? runs.get(runs.size() - 1).heard() : null;
    }

    /** Null where the truth has no text, or nothing came out. */
    @Nullable
    WordErrors wordErrors() {
        Heard heard = heard();
        String text = spoken.truth().text();
        return heard == null || text == null ? null : WordErrors.of(text, heard.text());
    }

    List<Double> startErrors() {
        return startErrors;
    }

    @Nullable
    String language() {
        Heard heard = heard();
        return heard == null ? null : heard.language();
    }

    /** False only where the truth names another one. */
    boolean languageRight() {
        String truth = spoken.truth().language();
        return truth == null || !complete() || truth.equals(language());
    }

    /** Null where the truth knows no speakers, or none were told apart. */
    @Nullable
    SpeakerShare speakers() {
        Heard heard = heard();
        List<Truth.Segment> turns = spoken.truth().turns();
        boolean told = heard != null && heard.stretches().stream().anyMatch(each -> each.speaker() != null);
        return heard == null || turns.isEmpty() || !told ? null : SpeakerShare.of(turns, heard.stretches());
    }
}

package io.reelflow.bench.listen;

import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.measure.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the measurements come to, ours first, the other's beside. */
final class Findings {
    private static final List<String> COLUMNS = List.of(
            "FILE",
            "SECONDS",
            "BY",
            "WALL s",
            "x REAL TIME",
            "CPU s",
            "WER",
            "LANGUAGE",
            "STARTS",
            "p50 s",
            "p90 s",
            "SPEAKER");

    private final List<Measured> ours;
    private final List<Measured> theirs;

    Findings(List<Measured> measured, String ourName) {
        this.ours = measured.stream()
                .filter(each -> each.recogniser().equals(ourName))
                .toList();
        this.theirs = measured.stream()
                .filter(each -> !each.recogniser().equals(ourName))
                .toList();
    }

    static Table table(List<Measured> measured) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Measured each : measured) {
            Quantiles starts = Quantiles.of(each.startErrors());
            WordErrors errors = each.wordErrors();
            SpeakerShare speakers = each.speakers();
            List<@Nullable Object> row = new ArrayList<>();
            row.add(each.file());
            row.add(each.length());
            row.add(each.recogniser());
            row.add(each.complete() ? each.seconds() : "failed");
            row.add(each.complete() ? each.length() / each.seconds() : null);
            row.add(each.complete() ? each.cpuSeconds() : null);
            row.add(errors == null || errors.words() == 0 ? null : errors.rate());
            row.add(each.language());
            row.add(starts.count() == 0 ? null : starts.count());
            row.add(starts.count() == 0 ? null : starts.at(50));
            row.add(starts.count() == 0 ? null : starts.at(90));
            row.add(speakers == null ? null : speakers.rightOfHeard());
            rows.add(row);
        }
        return new Table(COLUMNS, rows);
    }

    /** @param limits of word error rates, by file name */
    void report(Report report, Map<String, Double> limits) {
        report.figure("word error rate, all files", errors(ours), "", null, theirs("%.3f", Findings::errors));
        limits.forEach((file, limit) -> ours.stream()
                .filter(each -> each.file().equals(file))
                .forEach(each -> report.figure("word error rate, " + file, errors(List.of(each)), "", limit, null)));
        ours.stream().max(Comparator.comparingDouble(Measured::length)).ifPresent(longest -> {
            speed(report, longest.file(), List.of(longest), of(theirs, longest));
            speed(report, "all files", ours, theirs);
        });
        Quantiles starts = starts(ours);
        if (starts.count() > 0) {
            String of = " of " + starts.count() + " segments";
            report.figure(
                            "start" + of + ", p50",
                            starts.at(50),
                            "s",
                            0.05,
                            theirs("%.3f s", m -> starts(m).at(50)))
                    .figure(
                            "start" + of + ", p90",
                            starts.at(90),
                            "s",
                            0.35,
                            theirs("%.3f s", m -> starts(m).at(90)));
        }
        ours.forEach(each -> speakers(report, each));
        promises(report);
    }

    private static void speed(Report report, String what, List<Measured> ours, List<Measured> theirs) {
        double seconds = sum(ours, Measured::seconds);
        report.figure(what + ": times real time", sum(ours, Measured::length) / seconds, "x");
        if (!theirs.isEmpty()) {
            double other = sum(theirs, Measured::seconds);
            String name = theirs.get(0).recogniser();
            String said = String.format(Locale.ROOT, "%s %.1f s, ours %.1f s; then ≥ 1.0", name, other, seconds);
            report.figureAtLeast(what + ": speed beside " + name, other / seconds, "x", 0.6, said)
                    .figure(
                            what + ": CPU beside " + name,
                            sum(ours, Measured::cpuSeconds) / sum(theirs, Measured::cpuSeconds),
                            "x");
        }
    }

    /** NaN where one of them failed. */
    private static double sum(List<Measured> measured, ToDoubleFunction<Measured> what) {
        return measured.stream()
                .mapToDouble(each -> each.complete() ? what.applyAsDouble(each) : Double.NaN)
                .sum();
    }

    private static void speakers(Report report, Measured measured) {
        SpeakerShare share = measured.speakers();
        if (share != null) {
            report.figureAtLeast(measured.file() + ": speech with its own speaker", share.rightOfHeard(), "", 0.9, null)
                    .figure(measured.file() + ": speech that has a speaker", share.heardOfSpoken(), "");
        }
    }

    private void promises(Report report) {
        List<String> failed = ours.stream()
                .filter(each -> !each.complete())
                .map(each -> each.file() + ": " + each.failure())
                .toList();
        List<String> wrong = ours.stream()
                .filter(each -> !each.languageRight())
                .map(each -> each.file() + ": heard as " + each.language())
                .toList();
        report.promise("every file is transcribed", failed.isEmpty(), said(failed, ours.size()))
                .promise(
                        "the language is the truth's, where that names one", wrong.isEmpty(), said(wrong, ours.size()));
    }

    private static String said(List<String> broken, int files) {
        return broken.isEmpty() ? files + " files" : String.join("; ", broken);
    }

    private static List<Measured> of(List<Measured> measured, Measured same) {
        return measured.stream().filter(each -> each.path().equals(same.path())).toList();
    }

    private static double errors(List<Measured> measured) {
        return measured.stream()
                .map(Measured::wordErrors)
                .filter(Objects::nonNull)
                .reduce(WordErrors.NONE, WordErrors::plus)
                .rate();
    }

    private static Quantiles starts(List<Measured> measured) {
        return Quantiles.of(
                measured.stream().flatMap(each -> each.startErrors().stream()).toList());
    }

    private @Nullable String theirs(String format, ToDoubleFunction<List<Measured>> what) {
        return theirs.isEmpty()
                ? null
                : theirs.get(0).recogniser() + " " + String.format(Locale.ROOT, format, what.applyAsDouble(theirs));
    }
}

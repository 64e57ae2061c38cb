package io.reelflow.media.analyze.labelled;

import io.reelflow.media.MediaException;
import io.reelflow.media.analyze.labelled.TalkMeasures.Pair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Figures of an analyzer over all labelled sets. */
public final class Figures {
    private static final List<String> LANGUAGES = List.of("en", "es", "de", "fr");
    private static final List<Measure> MEASURES = List.of(
            new Measure("summary: ROUGE-1", "first sentences", false, TalkMeasures::summaryWords),
            new Measure("summary: ROUGE-L", "first sentences", false, TalkMeasures::summaryRows),
            new Measure("summary: sentences that belong there", "first sentences", false, TalkMeasures::keySentences),
            new Measure("keywords: F1 at 10", "most frequent words", false, TalkMeasures::keywordF1),
            new Measure("keywords: precision at 10", "most frequent words", false, TalkMeasures::keywordPrecision),
            new Measure("chapters: F1 within a sentence", "even parts, number given", false, TalkMeasures::borderF1),
            new Measure("chapters: WindowDiff", "even parts, number given", true, TalkMeasures::windowDiff),
            new Measure("chapters: Pk", "even parts, number given", true, TalkMeasures::pk),
            new Measure("chapter titles: with a fitting word", "first four words", false, TalkMeasures::chapterTitles),
            new Measure("topics: V-measure", "each chapter its own", false, TalkMeasures::topics),
            new Measure("highlights: nDCG at 5", "longest first", false, TalkMeasures::highlights),
            new Measure("clip titles: with a fitting word", "first four words", false, TalkMeasures::clipTitles),
            new Measure("clip tags: fitting", "most frequent words", false, TalkMeasures::clipTags),
            new Measure("clip hooks: worth staying for", "first sentence", false, TalkMeasures::clipHooks));

    private Figures() {}

    private record Measure(
            String output, String against, boolean lessIsBetter, Function<TalkMeasures, Pair> function) {}

    private record Judged(LabelledTalk talk, TalkMeasures measures) {}

    /** Asks it for each labelled text, one after the other. */
    public static List<Figure> of(Analyzer analyzer) throws IOException, MediaException, InterruptedException {
        var figures = new ArrayList<>(ShortTexts.figures(analyzer));
        var judged = new ArrayList<Judged>();
        for (LabelledTalk talk : Sets.talks()) {
            Spoken spoken = Spoken.of(
                    talk.language(),
                    talk.sentences().stream().map(LabelledTalk.Said::text).toList());
            judged.add(new Judged(talk, new TalkMeasures(talk, spoken, analyzer.of(spoken.request()))));
        }
        for (Measure measure : MEASURES) {
            for (String language : LANGUAGES) {
                figures.add(figure(measure, language, judged));
            }
        }
        return List.copyOf(figures);
    }

    private static Figure figure(Measure measure, String language, List<Judged> all) {
        List<Judged> own =
                all.stream().filter(j -> j.talk().language().equals(language)).toList();
        List<Judged> heldOut = own.stream().filter(j -> j.talk().isHeldOut()).toList();
        return new Figure(
                measure.output,
                language,
                mean(own, j -> measure.function.apply(j.measures()).value()),
                mean(heldOut, j -> measure.function.apply(j.measures()).value()),
                mean(own, j -> measure.function.apply(j.measures()).baseline()),
                measure.against,
                measure.lessIsBetter,
                own.size());
    }

    private static double mean(List<Judged> of, Function<Judged, Double> value) {
        return of.stream().mapToDouble(value::apply).average().orElse(Double.NaN);
    }
}

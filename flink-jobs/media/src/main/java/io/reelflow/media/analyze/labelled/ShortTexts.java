package io.reelflow.media.analyze.labelled;

import io.reelflow.media.MediaException;
import io.reelflow.media.analyze.labelled.Sets.InLanguage;
import io.reelflow.media.analyze.labelled.Sets.Mood;
import io.reelflow.media.analyze.labelled.Sets.Names;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Analysis.Entity;
import io.reelflow.schemas.result.Analysis.Sentiment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Language, sentiment and entities: labelled on a sentence or two each. All are held out. */
final class ShortTexts {
    private static final Pattern CAPITALS = Pattern.compile("(?<=[\\p{L},] )\\p{Lu}[\\p{L}]+( \\p{Lu}[\\p{L}]+)*");

    private ShortTexts() {}

    static List<Figure> figures(Analyzer analyzer) throws IOException, MediaException, InterruptedException {
        var figures = new ArrayList<Figure>();
        figures.add(languages(analyzer));
        figures.add(moods(analyzer));
        figures.add(names(analyzer));
        for (String language : List.of("es", "de", "fr")) {
            figures.add(leftOut(analyzer, language));
        }
        return figures;
    }

    private static Figure languages(Analyzer analyzer) throws IOException, MediaException, InterruptedException {
        List<InLanguage> all = Sets.languages();
        int right = 0;
        for (InLanguage each : all) {
            right +=
                    each.language().equals(analysis(analyzer, null, each.text()).language()) ? 1 : 0;
        }
        long english = all.stream().filter(e -> e.language().equals("en")).count();
        return figure("language: right", "all", right, (double) english, all.size(), "always English");
    }

    private static Figure moods(Analyzer analyzer) throws IOException, MediaException, InterruptedException {
        List<Mood> all = Sets.moods();
        int right = 0;
        for (Mood each : all) {
            Sentiment sentiment = analysis(analyzer, "en", each.text()).sentiment();
            right += sentiment != null && sentiment.label().equals(each.label()) ? 1 : 0;
        }
        long neutral = all.stream().filter(e -> e.label().equals("neutral")).count();
        return figure("sentiment: right of three", "en", right, (double) neutral, all.size(), "always neutral");
    }

    /** A name counts where its kind is right, too. */
    private static Figure names(Analyzer analyzer) throws IOException, MediaException, InterruptedException {
        List<Names> all = Sets.names();
        int right = 0;
        int found = 0;
        int plainRight = 0;
        int plainFound = 0;
        int labelled = 0;
        for (Names each : all) {
            List<Entity> ours = analysis(analyzer, "en", each.text()).entities();
            List<Entity> plain = CAPITALS.matcher(each.text())
                    .results()
                    .map(MatchResult::group)
                    .map(name -> new Entity(name, "place", 1))
                    .toList();
            labelled += each.entities().size();
            found += ours.size();
            plainFound += plain.size();
            right += hits(ours, each.entities());
            plainRight += hits(plain, each.entities());
        }
        double f1 = Words.f1(right, found, labelled);
        double baseline = Words.f1(plainRight, plainFound, labelled);
        return new Figure("entities: F1, kind too", "en", f1, f1, baseline, "capitals are places", false, all.size());
    }

    private static int hits(List<Entity> found, List<Entity> labelled) {
        return Math.toIntExact(found.stream()
                .filter(f -> labelled.stream()
                        .anyMatch(l -> l.text().equals(f.text()) && l.kind().equals(f.kind())))
                .count());
    }

    /** What has no good model is not there, and a note says so. */
    private static Figure leftOut(Analyzer analyzer, String language)
            throws IOException, MediaException, InterruptedException {
        List<LabelledTalk> talks = Sets.talks().stream()
                .filter(talk -> talk.language().equals(language))
                .toList();
        int right = 0;
        for (LabelledTalk talk : talks) {
            String text = talk.sentences().stream().map(LabelledTalk.Said::text).reduce("", (a, b) -> a + " " + b);
            Analysis analysis = analysis(analyzer, language, text.strip());
            boolean said = analysis.notes().stream()
                    .anyMatch(n -> n.contains("language " + language) && n.contains("sentiment and entities"));
            right += said && analysis.sentiment() == null && analysis.entities().isEmpty() ? 1 : 0;
        }
        return figure("sentiment, entities: left out and said", language, right, 0, talks.size(), "");
    }

    private static Analysis analysis(Analyzer analyzer, @Nullable String language, String text)
            throws IOException, MediaException, InterruptedException {
        return analyzer.of(Spoken.of(language, List.of(text.split("(?<=[.!?]) ", -1)))
                        .request())
                .analysis();
    }

    private static Figure figure(
            String output, String language, double right, double baseline, int of, String against) {
        return new Figure(output, language, right / of, right / of, baseline / of, against, false, of);
    }
}

package io.reelflow.media.analyze.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.Progress;
import io.reelflow.media.analyze.AnalyzeTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** No output of the analysis gets worse than it is: {@code ./reelflow bench analyze} prints what is measured. */
class FiguresTest {
    /** Output, language, what was measured, and the least (of errors the most) it may be: 0.03 beside it. */
    private static final String LIMITS = """
            language: right | all | 0.956 | 0.93
            sentiment: right of three | en | 0.972 | 0.94
            entities: F1, kind too | en | 0.889 | 0.86
            sentiment, entities: left out and said | es | 1.000 | 1.00
            sentiment, entities: left out and said | de | 1.000 | 1.00
            sentiment, entities: left out and said | fr | 1.000 | 1.00
            summary: ROUGE-1 | en | 0.384 | 0.35
            summary: ROUGE-1 | es | 0.428 | 0.40
            summary: ROUGE-1 | de | 0.427 | 0.40
            summary: ROUGE-1 | fr | 0.416 | 0.39
            summary: ROUGE-L | en | 0.233 | 0.20
            summary: ROUGE-L | es | 0.312 | 0.28
            summary: ROUGE-L | de | 0.240 | 0.21
            summary: ROUGE-L | fr | 0.274 | 0.24
            summary: sentences that belong there | en | 0.567 | 0.54
            summary: sentences that belong there | es | 0.575 | 0.54
            summary: sentences that belong there | de | 0.675 | 0.65
            summary: sentences that belong there | fr | 0.800 | 0.77
            keywords: F1 at 10 | en | 0.779 | 0.75
            keywords: F1 at 10 | es | 0.947 | 0.92
            keywords: F1 at 10 | de | 0.850 | 0.82
            keywords: F1 at 10 | fr | 0.850 | 0.82
            keywords: precision at 10 | en | 0.733 | 0.70
            keywords: precision at 10 | es | 0.900 | 0.87
            keywords: precision at 10 | de | 0.850 | 0.82
            keywords: precision at 10 | fr | 0.850 | 0.82
            chapters: F1 within a sentence | en | 0.832 | 0.80
            chapters: F1 within a sentence | es | 0.873 | 0.84
            chapters: F1 within a sentence | de | 0.873 | 0.84
            chapters: F1 within a sentence | fr | 0.873 | 0.84
            chapters: WindowDiff | en | 0.144 | 0.17
            chapters: WindowDiff | es | 0.092 | 0.12
            chapters: WindowDiff | de | 0.140 | 0.17
            chapters: WindowDiff | fr | 0.135 | 0.17
            chapters: Pk | en | 0.144 | 0.17
            chapters: Pk | es | 0.092 | 0.12
            chapters: Pk | de | 0.140 | 0.17
            chapters: Pk | fr | 0.135 | 0.17
            chapter titles: with a fitting word | en | 0.958 | 0.93
            chapter titles: with a fitting word | es | 1.000 | 0.97
            chapter titles: with a fitting word | de | 1.000 | 0.97
            chapter titles: with a fitting word | fr | 1.000 | 0.97
            topics: V-measure | en | 0.902 | 0.87
            topics: V-measure | es | 0.851 | 0.82
            topics: V-measure | de | 0.896 | 0.87
            topics: V-measure | fr | 0.878 | 0.85
            highlights: nDCG at 5 | en | 0.772 | 0.74
            highlights: nDCG at 5 | es | 0.743 | 0.71
            highlights: nDCG at 5 | de | 0.625 | 0.59
            highlights: nDCG at 5 | fr | 0.787 | 0.76
            clip titles: with a fitting word | en | 0.758 | 0.73
            clip titles: with a fitting word | es | 1.000 | 0.97
            clip titles: with a fitting word | de | 0.938 | 0.91
            clip titles: with a fitting word | fr | 0.929 | 0.90
            clip tags: fitting | en | 0.508 | 0.48
            clip tags: fitting | es | 0.704 | 0.67
            clip tags: fitting | de | 0.475 | 0.44
            clip tags: fitting | fr | 0.501 | 0.47
            clip hooks: worth staying for | en | 0.446 | 0.42
            clip hooks: worth staying for | es | 0.310 | 0.28
            clip hooks: worth staying for | de | 0.550 | 0.52
            clip hooks: worth staying for | fr | 0.473 | 0.44
            """;

    @Test
    void noOutputIsWorseThanItWas() throws Exception {
        var task = new AnalyzeTask(MediaConfig.fromEnvironment(Map.of()));
        List<Figure> figures = Figures.of(request -> task.run(request, Path.of("."), Progress.NONE));

        Map<String, Double> limits = limits();
        assertThat(figures)
                .extracting(FiguresTest::name)
                .as("each figure has its limit")
                .containsExactlyInAnyOrderElementsOf(limits.keySet());
        var softly = new SoftAssertions();
        for (Figure figure : figures) {
            double limit = limits.getOrDefault(name(figure), Double.NaN);
            if (figure.lessIsBetter()) {
                softly.assertThat(figure.value()).as(name(figure)).isLessThanOrEqualTo(limit);
            } else {
                softly.assertThat(figure.value()).as(name(figure)).isGreaterThanOrEqualTo(limit);
            }
        }
        softly.assertAll();
    }

    @Test
    void sentencesInNoOrderHaveNoChaptersWithoutAModelEither() throws Exception {
        var task = new AnalyzeTask(MediaConfig.fromEnvironment(Map.of()));
        for (LabelledTalk talk : Sets.talks()) {
            if (talk.language().equals("en")) {
                continue;
            }
            var sentences = new ArrayList<>(
                    talk.sentences().stream().map(LabelledTalk.Said::text).toList());
            Collections.shuffle(sentences, new Random(1));
            var request = Spoken.of(talk.language(), sentences).request();
            assertThat(task.run(request, Path.of("."), Progress.NONE).analysis().chapters())
                    .as(talk.name())
                    .hasSize(1);
        }
    }

    private static String name(Figure figure) {
        return figure.output() + " | " + figure.language();
    }

    private static Map<String, Double> limits() {
        var limits = new HashMap<String, Double>();
        LIMITS.lines().forEach(line -> {
            String[] cells = line.split(" \\| ", -1);
            limits.put(cells[0] + " | " + cells[1], Double.valueOf(cells[3]));
        });
        return limits;
    }
}

package io.reelflow.status.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.search.ScoreDoc;

/**
 * What answers a question, the best first.
 *
 * @param total with those that are not among the best
 */
record Found(List<Moment> best, long total) {

    enum By {
        TEXT,
        MEANING,
        BOTH;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param document of the index */
    record Moment(int document, double score, By by) {}

    static Found byText(ScoreDoc[] worded, long total) {
        return new Found(
                Arrays.stream(worded)
                        .map(each -> new Moment(each.doc, each.score, By.TEXT))
                        .toList(),
                total);
    }
}

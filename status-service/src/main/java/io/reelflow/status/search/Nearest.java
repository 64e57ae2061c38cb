package io.reelflow.status.search;

import io.reelflow.meaning.Meaning;
import io.reelflow.status.search.Found.By;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/** The passages that mean nearly the same. */
final class Nearest {
    /** Passages of one answer; nobody reads further. */
    static final int MOST = 50;

    private Nearest() {}

    /** Whether there is a passage at all. */
    static boolean areThere(IndexSearcher searcher) {
        return FieldInfos.getMergedFieldInfos(searcher.getIndexReader()).fieldInfo(SearchIndex.MEANING) != null;
    }

    /** @param filter where to look; null for everywhere */
    static List<Found.Moment> to(IndexSearcher searcher, byte[] meaning, @Nullable Query filter) throws IOException {
        var query = new KnnByteVectorQuery(SearchIndex.MEANING, meaning, MOST, filter);
        var near = new ArrayList<Found.Moment>();
        for (ScoreDoc each : searcher.search(query, MOST).scoreDocs) {
            double nearness = Meaning.nearness(each.score - 1.0); // of a product that is not negative
            if (nearness >= Meaning.RELATED) {
                near.add(new Found.Moment(each.doc, nearness, By.MEANING));
            }
        }
        return near;
    }
}

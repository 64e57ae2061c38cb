package io.reelflow.status.search;

import io.reelflow.status.search.Found.By;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;

/**
 * One order of two, by reciprocal ranks (Cormack, Clarke and Büttcher, SIGIR 2009, with their 60). Where a word was found within
 * a passage, the moment of the word stands for the passage, too.
 */
final class Fusion {
    private static final double K = 60;
    private static final Set<String> PLACE = Set.of("video", "kind", "start", "end");

    private Fusion() {}

    private record Place(String video, String kind, double start, double end) {
        static Place of(IndexSearcher searcher, int id) throws IOException {
            Document document = searcher.storedFields().document(id, PLACE);
            return new Place(
                    document.get("video"),
                    document.get("kind"),
                    document.getField("start").numericValue().doubleValue(),
                    document.getField("end").numericValue().doubleValue());
        }

        boolean holds(Place moment) {
            double middle = (moment.start + moment.end) / 2;
            return kind.equals(moment.kind) && video.equals(moment.video) && middle >= start && middle <= end;
        }
    }

    /**
     * The same order however many worded moments are given, as long as these are at least as many as the near ones, or all:
     * those behind are behind every near one.
     *
     * @param total of worded moments
     */
    static Found of(IndexSearcher searcher, ScoreDoc[] worded, long total, List<Found.Moment> near) throws IOException {
        var places = new ArrayList<Place>();
        var fused = new ArrayList<Found.Moment>();
        for (int i = 0; i < worded.length; i++) {
            if (i < Nearest.MOST) {
                places.add(Place.of(searcher, worded[i].doc));
            }
            fused.add(new Found.Moment(worded[i].doc, score(i), By.TEXT));
        }
        long all = total;
        for (int i = 0; i < near.size(); i++) {
            int moment = within(searcher, near.get(i), places);
            if (moment < places.size()) {
                Found.Moment said = fused.get(moment);
                fused.set(moment, new Found.Moment(said.document(), said.score() + score(i), By.BOTH));
            } else {
                fused.add(new Found.Moment(near.get(i).document(), score(i), By.MEANING));
                all++;
            }
        }
        fused.sort(Comparator.comparingDouble(Found.Moment::score)
                .reversed()
                .thenComparing(Found.Moment::by)
                .thenComparingInt(Found.Moment::document));
        return new Found(fused, all);
    }

    /** The first of these places that the passage holds; how many there are where it holds none. */
    private static int within(IndexSearcher searcher, Found.Moment near, List<Place> places) throws IOException {
        if (places.isEmpty()) {
            return 0;
        }
        Place passage = Place.of(searcher, near.document());
        int moment = 0;
        while (moment < places.size() && !passage.holds(places.get(moment))) {
            moment++;
        }
        return moment;
    }

    private static double score(int rank) {
        return 1 / (K + rank + 1);
    }
}

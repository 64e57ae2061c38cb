package io.reelflow.status.search;

import io.reelflow.status.ApiProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers searches from the index. Every call works on its thread. */
@Component
final class Search {
    private final SearchIndex index;
    private final IndexFeed feed;
    private final Meanings meanings;
    private final UnifiedHighlighter highlighter;

    Search(SearchIndex index, IndexFeed feed, Meanings meanings) {
        this.index = index;
        this.feed = feed;
        this.meanings = meanings;
        this.highlighter = UnifiedHighlighter.builderWithoutSearcher(index.languages())
                .withFormatter(new Marks())
                .withBreakIterator(Marks::sentences)
                .build();
    }

    /**
     * @param time to jump to, seconds of the video
     * @param text safe as HTML; what was found is in {@code <mark>}
     * @param foundBy its words, its meaning, or both
     */
    record Hit(
            String videoId,
            @Nullable String title,
            String kind,
            double time,
            double end,
            String text,
            double score,
            String foundBy) {}

    /**
     * @param total of all pages together
     * @param mode in which it was searched
     * @param complete false while the index is still being made from the tables
     */
    record Page(List<Hit> hits, long total, int limit, int offset, String mode, boolean complete) {}

    /** @param owner whose videos only; null for everybody's */
    Page of(SearchRequest request, @Nullable String owner) throws IOException {
        boolean complete = feed.isComplete();
        return index.search(searcher -> {
            Query words = TextQueries.of(request.q(), request.language(), searcher.getIndexReader(), index.languages());
            List<Found.Moment> near = near(searcher, request, owner);
            Mode mode = mode(request); // now that the model was loaded, or not
            Found found = mode == Mode.MEANING
                    ? new Found(near, near.size())
                    : worded(searcher, words, near, mode, request, owner);
            var hits = new ArrayList<Hit>();
            int end = Math.min(found.best().size(), request.offset() + request.limit());
            for (int i = request.offset(); i < end; i++) {
                hits.add(hit(searcher, words, found.best().get(i)));
            }
            return new Page(hits, found.total(), request.limit(), request.offset(), mode.word(), complete);
        });
    }

    private Mode mode(SearchRequest request) {
        boolean known = meanings.areKnown();
        if (request.mode() == null) {
            return known && !request.isAboutWords() ? Mode.HYBRID : Mode.TEXT;
        }
        if (request.mode() == Mode.MEANING && !known) {
            throw ApiProblem.invalidField(
                    "mode",
                    "MODEL_UNAVAILABLE",
                    "mode 'meaning' needs a model that this service does not have: use text or hybrid");
        }
        return known ? request.mode() : Mode.TEXT;
    }

    private List<Found.Moment> near(IndexSearcher searcher, SearchRequest request, @Nullable String owner)
            throws IOException {
        if (mode(request) == Mode.TEXT || !Nearest.areThere(searcher)) {
            return List.of();
        }
        byte[] meaning = meanings.of(request.q()).orElse(null);
        return meaning == null ? List.of() : Nearest.to(searcher, meaning, Filters.orNull(Filters.of(request, owner)));
    }

    private static Found worded(
            IndexSearcher searcher,
            Query words,
            List<Found.Moment> near,
            Mode mode,
            SearchRequest request,
            @Nullable String owner)
            throws IOException {
        Query query = Filters.of(request, owner).add(words, Occur.MUST).build();
        int most = request.offset() + request.limit();
        ScoreDoc[] worded = searcher.search(query, Math.max(most, near.isEmpty() ? 0 : Nearest.MOST)).scoreDocs;
        long total = searcher.count(query);
        return mode == Mode.TEXT ? Found.byText(worded, total) : Fusion.of(searcher, worded, total, near);
    }

    private Hit hit(IndexSearcher searcher, Query words, Found.Moment found) throws IOException {
        Document document = searcher.storedFields().document(found.document());
        Marks.Marked marked = marked(document, words);
        return new Hit(
                document.get("video"),
                document.get("title"),
                document.get("kind"),
                WordTimes.at(document.getBinaryValue("words"), marked.at())
                        .orElse(document.getField("start").numericValue().doubleValue()),
                document.getField("end").numericValue().doubleValue(),
                marked.text(),
                found.score(),
                found.by().word());
    }

    private Marks.Marked marked(Document document, Query words) throws IOException {
        String passage = document.get(SearchIndex.PASSAGE);
        if (passage != null) {
            return marked(document.get(SearchIndex.PASSAGE_FIELD), passage, words);
        }
        for (IndexableField field : document) {
            if (Languages.isText(field.name())) {
                return marked(field.name(), field.stringValue(), words);
            }
        }
        throw new IllegalStateException("a moment without a text");
    }

    private Marks.Marked marked(String field, String content, Query words) throws IOException {
        return highlighter.highlightWithoutSearcher(field, words, content, 1) instanceof Marks.Marked marked
                ? marked
                : Marks.none(content);
    }
}

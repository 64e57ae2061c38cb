package io.reelflow.status.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers searches from the index. Every call works on its thread. */
@Component
final class Search {
    private final SearchIndex index;
    private final IndexFeed feed;
    private final UnifiedHighlighter highlighter;

    Search(SearchIndex index, IndexFeed feed) {
        this.index = index;
        this.feed = feed;
        this.highlighter = UnifiedHighlighter.builderWithoutSearcher(index.languages())
                .withFormatter(new Marks())
                .withBreakIterator(Marks::sentences)
                .build();
    }

    /**
     * @param time to jump to, seconds of the video
     * @param text safe as HTML; what was found is in {@code <mark>}
     */
    record Hit(
            String videoId, @Nullable String title, String kind, double time, double end, String text, double score) {}

    /**
     * @param total of all pages together
     * @param complete false while the index is still being made from the tables
     */
    record Page(List<Hit> hits, long total, int limit, int offset, boolean complete) {}

    /** @param owner whose videos only; null for everybody's */
    Page of(SearchRequest request, @Nullable String owner) throws IOException {
        boolean complete = feed.isComplete();
        return index.search(searcher -> {
            Query words = TextQueries.of(request.q(), request.language(), searcher.getIndexReader(), index.languages());
            Query query = filtered(words, request, owner);
            TopDocs found = searcher.search(query, request.offset() + request.limit());
            var hits = new ArrayList<Hit>();
            for (int i = request.offset(); i < found.scoreDocs.length; i++) {
                hits.add(hit(searcher, words, found.scoreDocs[i]));
            }
            return new Page(hits, searcher.count(query), request.limit(), request.offset(), complete);
        });
    }

    private static Query filtered(Query words, SearchRequest request, @Nullable String owner) {
        var query = new BooleanQuery.Builder().add(words, Occur.MUST);
        term(query, "owner", owner);
        term(query, "channel", request.channelId());
        term(query, "video", request.videoId());
        term(query, "kind", request.kind() == null ? null : request.kind().word());
        term(query, "language", lower(request.language()));
        term(query, "speaker", lower(request.speaker()));
        range(
                query,
                "published",
                request.publishedAfter() == null
                        ? null
                        : request.publishedAfter().toEpochDay(),
                request.publishedBefore() == null
                        ? null
                        : request.publishedBefore().toEpochDay());
        range(
                query,
                "created",
                request.createdAfter() == null ? null : request.createdAfter().toEpochMilli(),
                request.createdBefore() == null ? null : request.createdBefore().toEpochMilli());
        return query.build();
    }

    private static @Nullable String lower(@Nullable String word) {
        return word == null ? null : SearchIndex.lower(word);
    }

    private static void term(BooleanQuery.Builder query, String field, @Nullable String value) {
        if (value != null) {
            query.add(new TermQuery(new Term(field, value)), Occur.FILTER);
        }
    }

    /** From the first to before the second. */
    private static void range(BooleanQuery.Builder query, String field, @Nullable Long from, @Nullable Long before) {
        if (from != null || before != null) {
            query.add(
                    LongPoint.newRangeQuery(
                            field, from == null ? Long.MIN_VALUE : from, before == null ? Long.MAX_VALUE : before - 1),
                    Occur.FILTER);
        }
    }

    private Hit hit(IndexSearcher searcher, Query words, ScoreDoc found) throws IOException {
        Document document = searcher.storedFields().document(found.doc);
        Marks.Marked marked = marked(document, words);
        return new Hit(
                document.get("video"),
                document.get("title"),
                document.get("kind"),
                WordTimes.at(document.getBinaryValue("words"), marked.at())
                        .orElse(document.getField("start").numericValue().doubleValue()),
                document.getField("end").numericValue().doubleValue(),
                marked.text(),
                found.score);
    }

    private Marks.Marked marked(Document document, Query words) throws IOException {
        for (IndexableField field : document) {
            if (Languages.isText(field.name())) {
                String content = field.stringValue();
                return highlighter.highlightWithoutSearcher(field.name(), words, content, 1)
                                instanceof Marks.Marked marked
                        ? marked
                        : Marks.none(content);
            }
        }
        throw new IllegalStateException("a moment without a text");
    }
}

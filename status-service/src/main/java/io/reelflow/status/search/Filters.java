package io.reelflow.status.search;

import java.time.Instant;
import java.time.LocalDate;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** Where is looked, whatever is looked for. */
final class Filters {
    private Filters() {}

    /** @param owner whose videos only; null for everybody's */
    static BooleanQuery.Builder of(SearchRequest request, @Nullable String owner) {
        var filters = new BooleanQuery.Builder();
        term(filters, "owner", owner);
        term(filters, "channel", request.channelId());
        term(filters, "video", request.videoId());
        term(filters, "kind", request.kind() == null ? null : request.kind().word());
        term(filters, "language", lower(request.language()));
        term(filters, "speaker", lower(request.speaker()));
        range(filters, "published", day(request.publishedAfter()), day(request.publishedBefore()));
        range(filters, "created", millis(request.createdAfter()), millis(request.createdBefore()));
        return filters;
    }

    /** Null where all is looked at. */
    static @Nullable Query orNull(BooleanQuery.Builder filters) {
        BooleanQuery query = filters.build();
        return query.clauses().isEmpty() ? null : query;
    }

    private static @Nullable Long day(@Nullable LocalDate day) {
        return day == null ? null : day.toEpochDay();
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
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
}

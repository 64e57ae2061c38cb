package io.reelflow.status.search;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.queryparser.simple.SimpleQueryParser;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * What people type, as a query: every word must be there, {@code "words in quotes"} side by side, {@code -word} must not.
 * Nothing they type is an error.
 */
final class TextQueries {
    private static final int SYNTAX =
            SimpleQueryParser.PHRASE_OPERATOR | SimpleQueryParser.NOT_OPERATOR | SimpleQueryParser.WHITESPACE_OPERATOR;

    private TextQueries() {}

    /** @param language that texts must have; null: in each language that there are texts in, by its rules */
    static Query of(String q, @Nullable String language, IndexReader reader, Languages languages) {
        Map<String, Float> fields = StreamSupport.stream(
                        FieldInfos.getMergedFieldInfos(reader).spliterator(), false)
                .map(FieldInfo::getName)
                .filter(Languages::isText)
                .filter(field -> language == null || field.equals(Languages.field(language)))
                .collect(Collectors.toMap(Function.identity(), field -> 1f));
        return fields.isEmpty() ? new MatchNoDocsQuery() : new Parser(languages, fields).parse(q);
    }

    private static final class Parser extends SimpleQueryParser {
        Parser(Languages languages, Map<String, Float> fields) {
            super(languages, fields, SYNTAX);
            setDefaultOperator(Occur.MUST);
        }

        /** What is written as one word but analysed into several ("word-exact", letters of CJK) stands side by side. */
        @Override
        protected Query newDefaultQuery(String text) {
            return newPhraseQuery(text, 0);
        }

        /** Of words that no text can have, nothing is left. */
        @Override
        public Query parse(String queryText) {
            try {
                Query query = super.parse(queryText);
                return query == null ? new MatchNoDocsQuery() : query;
            } catch (IndexSearcher.TooManyClauses e) {
                return new MatchNoDocsQuery("too many words");
            }
        }
    }
}

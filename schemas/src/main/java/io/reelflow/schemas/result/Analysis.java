package io.reelflow.schemas.result;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code analysis.json}.
 *
 * @param language ISO 639-1 of the text; null where there is too little
 * @param sentiment null in a language that has no good model
 * @param notes what was left out, and why
 */
public record Analysis(
        @Nullable String language,
        @Nullable String summary,
        List<Topic> topics,
        List<String> keywords,
        @Nullable Sentiment sentiment,
        List<Entity> entities,
        List<Highlight> highlights,
        List<Chapter> chapters,
        List<String> notes) {

    /** The same, with more to say. */
    public Analysis withNotes(List<String> more) {
        List<String> all = Stream.concat(notes.stream(), more.stream()).toList();
        return new Analysis(language, summary, topics, keywords, sentiment, entities, highlights, chapters, all);
    }

    /** @param weight 0–1, share of the talk */
    public record Topic(String name, double weight, List<String> keywords) {}

    /**
     * @param label {@code positive}, {@code neutral} or {@code negative}
     * @param score -1 to 1
     */
    public record Sentiment(String label, double score) {}

    /** @param kind {@code person}, {@code organisation} or {@code place} */
    public record Entity(String text, String kind, int count) {}

    /**
     * A stretch worth watching alone.
     *
     * @param score 0–1
     * @param reasons why, the strongest first
     */
    public record Highlight(double start, double end, double score, List<String> reasons) {}
}

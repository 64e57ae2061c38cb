package io.reelflow.schemas.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code analysis.json}.
 *
 * @param language ISO 639-1 of the text; null where there is too little
 * @param sentiment null in a language that has no good model
 * @param notes what was left out, and why
 * @param endpoint what an outside language model was asked for; null where none was
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
        List<String> notes,
        @Nullable Endpoint endpoint) {

    /** Of our own models alone. */
    public Analysis(
            @Nullable String language,
            @Nullable String summary,
            List<Topic> topics,
            List<String> keywords,
            @Nullable Sentiment sentiment,
            List<Entity> entities,
            List<Highlight> highlights,
            List<Chapter> chapters,
            List<String> notes) {
        this(language, summary, topics, keywords, sentiment, entities, highlights, chapters, notes, null);
    }

    /** The same, with more to say. */
    public Analysis withNotes(List<String> more) {
        List<String> all = Stream.concat(notes.stream(), more.stream()).toList();
        return new Analysis(
                language, summary, topics, keywords, sentiment, entities, highlights, chapters, all, endpoint);
    }

    /**
     * @param weight 0–1, share of the talk
     * @param spans where it is talked about, in their order; null where nobody said
     */
    public record Topic(
            String name,
            double weight,
            List<String> keywords,
            @Nullable List<Span> spans) {
        public Topic(String name, double weight, List<String> keywords) {
            this(name, weight, keywords, null);
        }

        /** Seconds of the video. */
        public record Span(double start, double end) {}
    }

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

    /**
     * Which texts of the result, its clips included, come from an outside language model; all others are of our own.
     *
     * @param model as the endpoint calls it
     * @param prompts version of what it was asked
     * @param wrote {@code summary}, {@code keywords}, {@code chapters} (their titles), {@code topics} (their names), and
     *     for each clip whose texts it wrote what its {@code clip_id} begins with
     * @param fallbacks what it was asked for in vain
     */
    public record Endpoint(String model, int prompts, List<String> wrote, List<Fallback> fallbacks) {
        /** Whether it could have written better at another time. */
        public boolean failed() {
            return fallbacks.stream()
                    .anyMatch(fallback -> fallback.code() != EndpointProblem.ANALYZE_ENDPOINT_WRONG_ANSWER);
        }

        /** For people: each reason with all that it cost. */
        public List<String> notes() {
            var parts = new LinkedHashMap<String, List<String>>();
            fallbacks.forEach(fallback -> parts.computeIfAbsent(
                            fallback.code() + ": " + fallback.reason(), reason -> new ArrayList<>())
                    .add(fallback.part()));
            return parts.entrySet().stream()
                    .map(reason -> reason.getKey() + "; our own models' stand: " + String.join(", ", reason.getValue()))
                    .toList();
        }
    }

    /** @param part as in {@link Endpoint#wrote}: our own models' stands there */
    public record Fallback(EndpointProblem code, String part, String reason) {}

    /** Why an outside model's answer was not used: a stable part of the contract with clients. */
    public enum EndpointProblem {
        /** Not reached, or it refused. */
        ANALYZE_ENDPOINT_UNAVAILABLE,
        /** Not answered within the time that all questions about one talk have together. */
        ANALYZE_ENDPOINT_TOO_SLOW,
        /** Answered, but not what was asked. */
        ANALYZE_ENDPOINT_WRONG_ANSWER
    }
}

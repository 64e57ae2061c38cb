package io.reelflow.media.analyze.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an endpoint is told of a talk.
 *
 * @param language ISO 639-1; null where it is not known
 * @param sentences what was said
 * @param chapters index of the first sentence of each chapter that needs a title, ascending
 * @param topics the keywords of each topic that needs a name
 * @param clips those that need texts
 */
public record Draft(
        @Nullable String language,
        List<String> sentences,
        List<Integer> chapters,
        List<List<String>> topics,
        List<Passage> clips) {

    /** A clip: its id, and what is said in it. */
    public record Passage(String id, String text) {}
}

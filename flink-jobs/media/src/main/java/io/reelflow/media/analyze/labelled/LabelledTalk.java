package io.reelflow.media.analyze.labelled;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A talk of ours, with what a person would say of it.
 *
 * @param split {@code tuned}: weights were fitted to it; {@code held-out}: none was
 * @param summary in own words
 */
record LabelledTalk(
        String name, String language, String split, String summary, List<String> keywords, List<Part> parts) {
    /**
     * @param topic the same for parts about the same subject; null for greetings
     * @param words of which a fitting title has at least one
     */
    record Part(@Nullable String topic, List<String> words, List<Said> sentences) {}

    /**
     * @param key whether it belongs in a summary
     * @param worth 0 (nobody stays for it) to 3 (everybody does)
     */
    record Said(String text, boolean key, int worth) {}

    boolean isHeldOut() {
        return split.equals("held-out");
    }

    List<Said> sentences() {
        return parts.stream().flatMap(part -> part.sentences().stream()).toList();
    }

    /** Of each sentence. */
    List<Part> partOfSentence() {
        return parts.stream()
                .flatMap(part -> part.sentences().stream().map(said -> part))
                .toList();
    }

    /** First sentences of all parts but the first. */
    List<Integer> boundaries() {
        var boundaries = new ArrayList<Integer>();
        int next = 0;
        for (Part part : parts.subList(0, parts.size() - 1)) {
            next += part.sentences().size();
            boundaries.add(next);
        }
        return boundaries;
    }
}

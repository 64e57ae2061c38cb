package io.reelflow.media.analyze;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of the analysis look at: the sentences of a talk with their vectors.
 *
 * @param language ISO 639-1; null where it is not known
 * @param vectors one for each sentence
 */
record Talk(@Nullable String language, List<Sentence> sentences, List<float[]> vectors, Embedding embedding) {
    /** Fewer words carry no statistics worth reporting. */
    static final int FEW_WORDS = 12;

    static Talk of(@Nullable String language, List<Sentence> sentences) throws InterruptedException {
        List<String> texts = sentences.stream().map(Sentence::text).toList();
        Embedding embedding = "en".equals(language) ? MiniLm.instance() : new WordHash(language, texts);
        return new Talk(language, sentences, embedding.of(texts), embedding);
    }

    boolean isEnglish() {
        return "en".equals(language);
    }

    boolean isShort() {
        return words() < FEW_WORDS;
    }

    int words() {
        return sentences.stream().mapToInt(s -> s.words().size()).sum();
    }

    /** Seconds in which somebody spoke. */
    double spoken() {
        return sentences.stream().mapToDouble(Sentence::duration).sum();
    }

    /** Direction of the whole talk's meaning. */
    float[] centre() {
        return Vectors.mean(vectors);
    }

    /** Direction of the meaning of sentences {@code from} (inclusive) to {@code to} (exclusive). */
    float[] centre(int from, int to) {
        return Vectors.mean(vectors.subList(from, to));
    }

    String text(int from, int to) {
        return sentences.subList(from, to).stream().map(Sentence::text).collect(Collectors.joining(space()));
    }

    /** What stands between words. */
    String space() {
        return Sentences.space(language);
    }
}

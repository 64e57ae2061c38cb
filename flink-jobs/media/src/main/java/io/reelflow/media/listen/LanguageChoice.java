package io.reelflow.media.listen;

import io.reelflow.media.listen.ListenPlan.Chunk;
import io.reelflow.media.listen.ListenPlan.Span;
import io.reelflow.media.listen.SpeechEngine.Language;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What language a source is in: heard in its first 30 s of speech, and accepted from a probability of .8 on. Where it is
 * less sure, later speech is listened to; after that the publisher's word counts, and at last the likeliest.
 */
final class LanguageChoice {
    private static final double SURE = 0.8;
    private static final int TRIES = 3;

    private final SpeechEngine engine;
    private final @Nullable String stated;

    /** @param stated ISO 639-1 or longer ({@code en-GB}), by the publisher; null where it says nothing */
    LanguageChoice(SpeechEngine engine, @Nullable String stated) {
        this.engine = engine;
        this.stated = stated == null ? null : stated.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    }

    /** Reads the samples of a chunk. */
    @FunctionalInterface
    interface Samples {
        float[] read(Chunk chunk) throws IOException, InterruptedException;
    }

    Language choose(List<Span> spans, Samples samples) throws IOException, InterruptedException {
        List<Chunk> chunks = spans.stream().flatMap(s -> s.chunks().stream()).toList();
        Language likeliest = new Language("en", 0);
        double statedProbability = 0;
        for (int i = 0; i < Math.min(TRIES, chunks.size()); i++) {
            List<Language> heard = engine.languages(samples.read(chunks.get(i)));
            Language first = heard.get(0);
            if (first.probability() >= SURE) {
                return first;
            }
            likeliest = first.probability() > likeliest.probability() ? first : likeliest;
            statedProbability = Math.max(statedProbability, probability(heard, stated));
        }
        return stated != null && engine.knows(stated) ? new Language(stated, statedProbability) : likeliest;
    }

    private static double probability(List<Language> heard, @Nullable String code) {
        return heard.stream()
                .filter(l -> l.code().equals(code))
                .mapToDouble(Language::probability)
                .findFirst()
                .orElse(0);
    }
}

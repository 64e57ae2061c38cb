package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.listen.ListenPlan.Chunk;
import io.reelflow.media.listen.ListenPlan.Span;
import io.reelflow.media.listen.SpeechEngine.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanguageChoiceTest {
    private static final List<Language> SURE_SPANISH = List.of(new Language("es", .95), new Language("en", .03));
    private static final List<Language> UNSURE_ENGLISH = List.of(new Language("en", .5), new Language("es", .3));

    @Test
    void aSureEarGoesBeforeThePublishersWord() throws Exception {
        Ear ear = new Ear(List.of(SURE_SPANISH));

        assertThat(choose(ear, 5, "en")).isEqualTo(new Language("es", .95));
        assertThat(ear.heard).isEqualTo(1);
    }

    @Test
    void anUnsureEarListensOn() throws Exception {
        assertThat(choose(new Ear(List.of(UNSURE_ENGLISH, SURE_SPANISH)), 2, null)
                        .code())
                .isEqualTo("es");
    }

    @Test
    void whereTheEarStaysUnsureThePublishersWordCounts() throws Exception {
        Ear ear = new Ear(List.of(UNSURE_ENGLISH, UNSURE_ENGLISH, UNSURE_ENGLISH, UNSURE_ENGLISH));

        assertThat(choose(ear, 4, "es-MX")).isEqualTo(new Language("es", .3));
        assertThat(ear.heard).isEqualTo(3);
    }

    @Test
    void elseTheLikeliestIsTaken() throws Exception {
        assertThat(choose(new Ear(List.of(UNSURE_ENGLISH)), 1, "tlh")).isEqualTo(new Language("en", .5));
    }

    private static Language choose(Ear ear, int chunks, @Nullable String stated) throws Exception {
        List<Chunk> all = IntStream.range(0, chunks)
                .mapToObj(i -> new Chunk(i, i + 1, List.of()))
                .toList();
        return new LanguageChoice(ear, stated).choose(List.of(new Span(0, all)), chunk -> new float[1]);
    }

    /** Hears what it is told to, one answer after the other. */
    private static final class Ear implements SpeechEngine {
        private final List<List<Language>> answers;
        private int heard;

        Ear(List<List<Language>> answers) {
            this.answers = new ArrayList<>(answers);
        }

        @Override
        public List<Language> languages(float[] samples) {
            return answers.get(heard++);
        }

        @Override
        public boolean knows(String language) {
            return List.of("en", "es").contains(language);
        }

        @Override
        public List<Token> recognise(float[] samples, String language) {
            throw new IllegalStateException("nobody asked for text");
        }

        @Override
        public void close() {}
    }
}

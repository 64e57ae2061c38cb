package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.models.ModelCatalogue;
import io.reelflow.media.models.Models;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real model, and what it is spared. */
class SileroVadIT {
    private static final int TEN_MINUTES = 18_750;

    @TempDir
    Path folder;

    private final List<float[]> sentence = new ArrayList<>();
    private SileroVad vad;

    @BeforeEach
    void readTheSentence() throws Exception {
        Path file = Talk.make(folder.resolve("sentence.flac"));
        Source source = Talk.request(file, 0, 0, "en", "tiny.en").source();
        Source.Sound sound = Objects.requireNonNull(source.sound());
        Path flac = folder.resolve("audio.flac");
        new Sound(ToolSetup.ensure(Talk.CONFIG, line -> {}))
                .extract(file, source, sound, Mix.SUM, flac, frame -> sentence.add(frame.clone()));
        vad = new SileroVad(new Models(Talk.CONFIG).ensure(ModelCatalogue.VAD, line -> {}));
    }

    @Test
    void silenceIsNotShownToTheModelAndSpeechAfterItIsFoundAsAtTheStart() throws Exception {
        say();
        quiet(TEN_MINUTES, 0);
        say();
        float[] probabilities = vad.probabilities();
        vad.close();

        assertThat(probabilities).hasSize(2 * sentence.size() + TEN_MINUTES);
        assertThat(vad.shown()).isLessThan(2 * sentence.size() + 20);
        assertThat(second(probabilities)).containsExactly(first(probabilities), Offset.offset(0.001f));
        assertThat(first(probabilities)).hasSizeGreaterThan(200).contains(new float[] {1}, Offset.offset(0.05f));
    }

    @Test
    void aHissThatHoldsNoWordsIsSilence() throws Exception {
        quiet(TEN_MINUTES, 0.0002);
        say();
        float[] probabilities = vad.probabilities();
        vad.close();

        assertThat(vad.shown()).isLessThan(sentence.size() + 20);
        assertThat(new SpeechFinder(probabilities).spans())
                .singleElement()
                .satisfies(span -> assertThat(span.chunks().get(0).start()).isBetween(599.0, 601.0));
    }

    @Test
    void quietSpeechIsFoundAsLoudSpeechIs() throws Exception {
        say();
        quiet(TEN_MINUTES, 0);
        for (float[] frame : sentence) {
            float[] quiet = frame.clone();
            for (int i = 0; i < quiet.length; i++) {
                quiet[i] *= 0.005f;
            }
            vad.accept(quiet);
        }
        float[] probabilities = vad.probabilities();
        vad.close();

        assertThat(spoken(second(probabilities)))
                .isCloseTo(spoken(first(probabilities)), Percentage.withPercentage(10));
    }

    private void say() throws IOException {
        for (float[] frame : sentence) {
            vad.accept(frame);
        }
    }

    private static double spoken(float[] probabilities) {
        return new SpeechFinder(probabilities)
                .stretches(0.5, 0.25).stream()
                        .mapToDouble(s -> s.end() - s.start())
                        .sum();
    }

    private void quiet(int frames, double level) throws IOException {
        Random random = new Random(3);
        float[] frame = new float[SileroVad.FRAME];
        for (int i = 0; i < frames; i++) {
            for (int j = 0; j < frame.length; j++) {
                frame[j] = (float) (level * (2 * random.nextDouble() - 1));
            }
            vad.accept(frame);
        }
    }

    private float[] first(float[] probabilities) {
        return Arrays.copyOf(probabilities, sentence.size());
    }

    private float[] second(float[] probabilities) {
        return Arrays.copyOfRange(probabilities, probabilities.length - sentence.size(), probabilities.length);
    }
}

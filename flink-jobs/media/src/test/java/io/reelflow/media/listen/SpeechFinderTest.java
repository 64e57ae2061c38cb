package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.listen.ListenPlan.Chunk;
import io.reelflow.media.listen.ListenPlan.Span;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpeechFinderTest {
    private static final double FRAME = 0.032;

    @Test
    void silenceHasNoSpans() {
        assertThat(new SpeechFinder(new float[100_000]).spans()).isEmpty();
        assertThat(new SpeechFinder(new float[0]).spans()).isEmpty();
    }

    @Test
    void sentencesWithShortPausesShareAChunkAndALongSilenceParts() {
        float[] sound = new float[frames(60)];
        speech(sound, 1, 5);
        speech(sound, 6, 9);
        speech(sound, 40, 44);

        List<Chunk> chunks = chunks(sound);

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(0).start()).isCloseTo(0.8, Offset.offset(FRAME));
        assertThat(chunks.get(0).end()).isCloseTo(9.2, Offset.offset(2 * FRAME));
        assertThat(chunks.get(0).speech()).hasSize(2);
        assertThat(chunks.get(1).start()).isCloseTo(39.8, Offset.offset(FRAME));
    }

    @Test
    void speechWithoutPausesIsCutWhereItIsLeastLikely() {
        float[] sound = new float[frames(50)];
        Arrays.fill(sound, 0.95f);
        sound[frames(24)] = 0.6f;

        List<Chunk> chunks = chunks(sound);

        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(0).end()).isCloseTo(24, Offset.offset(FRAME));
        assertThat(chunks.get(1).start()).isEqualTo(chunks.get(0).end());
    }

    @Test
    void aClickIsNoSpeech() {
        float[] sound = new float[frames(10)];
        speech(sound, 3, 3.1);

        assertThat(new SpeechFinder(sound).spans()).isEmpty();
    }

    @Test
    void whateverTheSoundChunksHoldAllSpeechInOrderAndAreShort() {
        for (int seed = 0; seed < 50; seed++) {
            float[] sound = random(seed);
            SpeechFinder finder = new SpeechFinder(sound);
            List<Chunk> chunks = chunks(sound);

            for (int i = 0; i < chunks.size(); i++) {
                assertThat(chunks.get(i).end() - chunks.get(i).start()).isBetween(0.0, 28.0001);
                assertThat(chunks.get(i).start())
                        .isGreaterThanOrEqualTo(i == 0 ? 0 : chunks.get(i - 1).end() - 1e-9);
            }
            assertThat(finder.stretches(0.5, 0.25)).allSatisfy(speech -> {
                double covered = chunks.stream()
                        .mapToDouble(
                                c -> Math.max(0, Math.min(c.end(), speech.end()) - Math.max(c.start(), speech.start())))
                        .sum();
                assertThat(covered).isCloseTo(speech.end() - speech.start(), Offset.offset(1e-6));
            });
        }
    }

    @Test
    void anHourBecomesSpansOfAboutFiveMinutesCountedFromZero() {
        float[] sound = new float[frames(3600)];
        for (double at = 0; at < 3590; at += 10) {
            speech(sound, at, at + 9);
        }
        List<Span> spans = new SpeechFinder(sound).spans();

        assertThat(spans).hasSizeBetween(10, 14);
        assertThat(spans).extracting(Span::index).isSorted().startsWith(0);
    }

    @Test
    void spansAreAsShortAsAskedForButNotTooMany() {
        float[] sound = new float[frames(7200)];
        for (double at = 0; at < 7190; at += 10) {
            speech(sound, at, at + 7);
        }
        List<Span> minutes = new SpeechFinder(sound, Duration.ofSeconds(60)).spans();
        List<Span> seconds = new SpeechFinder(sound, Duration.ofSeconds(1)).spans();

        assertThat(minutes)
                .hasSizeBetween(80, 100)
                .allSatisfy(span -> assertThat(length(span)).isLessThanOrEqualTo(60));
        assertThat(seconds).hasSizeBetween(120, 250);
        assertThat(seconds).flatExtracting(Span::chunks).isEqualTo(chunks(sound));
    }

    private static double length(Span span) {
        return span.chunks().stream()
                .mapToDouble(chunk -> chunk.end() - chunk.start())
                .sum();
    }

    private static List<Chunk> chunks(float[] sound) {
        return new SpeechFinder(sound)
                .spans().stream().flatMap(s -> s.chunks().stream()).toList();
    }

    private static float[] random(int seed) {
        Random random = new Random(seed);
        float[] sound = new float[random.nextInt(20_000)];
        float level = 0;
        for (int i = 0; i < sound.length; i++) {
            level = random.nextInt(40) == 0 ? random.nextFloat() : level;
            sound[i] = Math.min(1, Math.max(0, level + (random.nextFloat() - 0.5f) / 5));
        }
        return sound;
    }

    private static void speech(float[] sound, double from, double to) {
        Arrays.fill(sound, frames(from), frames(to), 0.9f);
    }

    private static int frames(double seconds) {
        return (int) Math.round(seconds / FRAME);
    }
}

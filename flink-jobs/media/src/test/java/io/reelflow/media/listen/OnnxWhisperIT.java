package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.listen.ListenPlan.Chunk;
import io.reelflow.media.listen.SpeechEngine.Token;
import io.reelflow.media.listen.onnx.OnnxWhisper;
import io.reelflow.media.listen.whisper.WhisperEngine;
import io.reelflow.media.models.Models;
import io.reelflow.media.tools.ToolSetup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real weights (tiny.en) and a real sentence of 7 s. */
class OnnxWhisperIT {
    private static final String MODEL = "tiny.en";
    private static final int CHUNKS = 200;

    @TempDir
    static Path folder;

    private static Path file;
    private static float[] sentence;
    private static OnnxWhisper engine;

    @BeforeAll
    static void load() throws Exception {
        file = new Models(Talk.CONFIG).ensure(MODEL, line -> {});
        engine = OnnxWhisper.load(MODEL, file, 2);
        Path flac = Talk.make(folder.resolve("sentence.flac"), "-ar", "16000", "-ac", "1");
        Chunk all = new Chunk(0, Talk.SENTENCE_SECONDS, List.of());
        sentence = SpanSound.read(ToolSetup.ensure(Talk.CONFIG, line -> {}), flac, List.of(all), 0)
                .get(0);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void theFileOfWeightsIsOneItKnows() throws Exception {
        Path page = Files.writeString(folder.resolve("page.bin"), "<html>not here</html>");

        assertThat(OnnxWhisper.knows(MODEL, file)).isTrue();
        assertThat(OnnxWhisper.knows("large-v3", file)).isFalse();
        assertThat(OnnxWhisper.knows(MODEL, page)).isFalse();
    }

    @Test
    void aFileThatEndsEarlyIsDamaged() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut.bin"), Arrays.copyOf(bytes, bytes.length / 2));
        Path beginning = Files.write(folder.resolve("beginning.bin"), Arrays.copyOf(bytes, 1000));

        for (Path damaged : List.of(cut, beginning)) {
            assertThatThrownBy(() -> OnnxWhisper.load(MODEL, damaged, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is damaged");
        }
    }

    @Test
    void itHearsTheWordsAndWhenTheyEnd() throws Exception {
        List<Token> heard = engine.recognise(sentence, "en");

        assertThat(WordErrors.rate(Talk.SENTENCE, text(heard))).isLessThanOrEqualTo(0.1);
        assertThat(heard).extracting(Token::end).isSorted();
        assertThat(heard.get(heard.size() - 1).end()).isBetween(6.0, Talk.SENTENCE_SECONDS);
        assertThat(heard)
                .extracting(Token::probability)
                .allSatisfy(p -> assertThat(p).isBetween(0.0, 1.0));
        assertThat(heard.stream().mapToDouble(Token::probability).average().orElse(0))
                .isGreaterThan(0.8);
    }

    @Test
    void itsTimesAreThoseOfWhisperCpp() throws Exception {
        List<Token> heard = engine.recognise(sentence, "en");
        List<Token> expected;
        try (WhisperEngine whisper = WhisperEngine.load(Talk.CONFIG.cache(), MODEL, file, 1)) {
            expected = whisper.recognise(sentence, "en");
        }

        assertThat(text(heard)).isEqualTo(text(expected));
        double[] differences = IntStream.range(0, heard.size())
                .mapToDouble(i -> Math.abs(heard.get(i).end() - expected.get(i).end()))
                .sorted()
                .toArray();
        assertThat(differences[differences.length / 2]).isLessThanOrEqualTo(0.04);
    }

    @Test
    void twoThreadsHearWhatOneHears() throws Exception {
        float[] beginning = Arrays.copyOf(sentence, sentence.length / 2);
        String alone = text(engine.recognise(sentence, "en"));

        List<String> both = Stream.of(sentence, beginning)
                .parallel()
                .map(OnnxWhisperIT::recognised)
                .toList();

        assertThat(both.get(0)).isEqualTo(alone);
        assertThat(both.get(1)).containsIgnoringCase("dashwood").doesNotContain("power");
    }

    private static String recognised(float[] samples) {
        try {
            return text(engine.recognise(samples, "en"));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSoundOfAMomentIsNoError() throws Exception {
        assertThat(engine.recognise(new float[100], "en")).hasSizeLessThan(20);
    }

    @Test
    void anInterruptedCallEndsAndTheNextOneRuns() throws Exception {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> engine.recognise(sentence, "en")).isInstanceOf(InterruptedException.class);
        assertThat(engine.recognise(sentence, "en")).isNotEmpty();
    }

    @Test
    void memoryStaysFlatOverManyChunks() throws Exception {
        recogniseMany(CHUNKS / 4);
        long before = megabytesResident();

        recogniseMany(CHUNKS);

        assertThat(megabytesResident() - before).isLessThan(40);
    }

    private static void recogniseMany(int chunks) throws Exception {
        for (int i = 0; i < chunks; i++) {
            float[] part = Arrays.copyOf(sentence, sentence.length / 4 + i * 100);
            engine.recognise(part, "en");
        }
    }

    private static long megabytesResident() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }

    private static String text(List<Token> tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tokens.forEach(token -> bytes.writeBytes(token.text()));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

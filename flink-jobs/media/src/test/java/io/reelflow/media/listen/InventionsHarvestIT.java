package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.listen.ListenPlan.Chunk;
import io.reelflow.media.listen.ListenPlan.Speech;
import io.reelflow.media.models.ModelCatalogue;
import io.reelflow.media.models.Models;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Whisper writes of the sounds in a folder, with nothing taken out of it, for {@code inventions.jsonl}: {@code
 * -Dreelflow.harvest=FOLDER -Dreelflow.harvest.model=base}. Each sound is heard as the VAD packs it, and once more in
 * blocks of 28 s as if there were no VAD. Leaves {@code target/harvest-MODEL.jsonl}.
 */
@EnabledIfSystemProperty(named = "reelflow.harvest", matches = ".+")
class InventionsHarvestIT {
    private static final double BLOCK_SECONDS = 28;

    @TempDir
    Path folder;

    @Test
    void harvest() throws Exception {
        String model = System.getProperty("reelflow.harvest.model", "base");
        List<String> harvest = new ArrayList<>();
        try (Stream<Path> sounds = Files.list(Path.of(System.getProperty("reelflow.harvest", ".")));
                Engines.Lease lease = Engines.lease(Talk.CONFIG, model, line -> {})) {
            for (Path sound : sounds.sorted().toList()) {
                harvest.addAll(of(sound, lease.engine()));
            }
        }
        Path file = Path.of("target", "harvest-" + model + ".jsonl");
        Files.write(file, harvest);
        assertThat(file).isNotEmptyFile();
    }

    private List<String> of(Path file, SpeechEngine engine) throws Exception {
        Sound sound = new Sound(ToolSetup.ensure(Talk.CONFIG, line -> {}));
        Path audio = folder.resolve(file.getFileName() + ".flac");
        List<String> lines = new ArrayList<>();
        try (SileroVad vad = new SileroVad(new Models(Talk.CONFIG).ensure(ModelCatalogue.VAD, line -> {}))) {
            Source source = Talk.request(file, 0, 0, "en", "base").source();
            Source.Sound stream = Objects.requireNonNull(source.sound());
            long samples = sound.extract(file, source, stream, Mix.SUM, audio, vad::accept)
                    .samples();
            double seconds = (double) samples / SpeechEngine.SAMPLE_RATE;
            SpeechFinder finder = new SpeechFinder(vad.probabilities());
            List<Speech> speech = finder.stretches(0.096, 0);
            List<Chunk> packed =
                    finder.spans().stream().flatMap(s -> s.chunks().stream()).toList();
            for (Chunk chunk : packed) {
                lines.add(line(file, "vad", chunk, engine, sound.read(audio, chunk.start(), chunk.end())));
            }
            for (double start = 0; start < seconds; start += BLOCK_SECONDS) {
                Chunk block = new Chunk(start, Math.min(seconds, start + BLOCK_SECONDS), within(speech, start));
                lines.add(line(file, "block", block, engine, sound.read(audio, block.start(), block.end())));
            }
        }
        return lines;
    }

    private static List<Speech> within(List<Speech> speech, double start) {
        return speech.stream()
                .filter(s -> s.start() < start + BLOCK_SECONDS && s.end() > start)
                .toList();
    }

    private static String line(Path file, String cut, Chunk chunk, SpeechEngine engine, float[] samples)
            throws Exception {
        List<Word> words = Words.of(engine.recognise(samples, "en"), "en", chunk.speech(), chunk.start());
        return Json.MAPPER.writeValueAsString(
                Map.of("source", file.getFileName().toString(), "cut", cut, "speech", chunk.speech(), "words", words));
    }
}

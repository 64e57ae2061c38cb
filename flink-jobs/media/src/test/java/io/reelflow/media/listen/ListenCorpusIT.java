package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelflow.media.watch.Films;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Word error rates on the development corpus, where it is; the limits leave room for another CPU's rounding. */
class ListenCorpusIT {
    @TempDir
    Path out;

    @ParameterizedTest(name = "{0} with {2}: at most {3}")
    @CsvSource({
        "speech/jfk.wav, 0, base, 0.05",
        "speech/librivox_sense_0880.wav, 0, base, 0.13",
        "speech/dialogue_3spk.wav, 0, tiny.en, 0.12",
        "speech/librivox_sonnet1_en.mp3, 0, tiny.en, 0.20",
        "speech/asterisk_es_A.mp3, 0, base, 0.22",
        "long/long_lecture_en.mp4, 1, tiny.en, 0.09",
    })
    void staysUnderItsWordErrorRate(String file, int stream, String model, double limit) throws Exception {
        Path corpus = Films.CORPUS;
        assumeThat(corpus).isDirectory();

        ListenPlan plan = Talk.listen(Talk.request(corpus.resolve(file), stream, 0, "auto", model), out);
        Transcript transcript = Talk.transcribe(plan, out);

        JsonNode truth = Json.MAPPER.readTree(Files.readAllBytes(corpus.resolve(file + ".json")));
        assertThat(plan.language()).isEqualTo(truth.path("language").asString());
        assertThat(WordErrors.rate(text(truth), transcript.text())).isLessThanOrEqualTo(limit);
    }

    private static String text(JsonNode truth) {
        if (truth.has("text")) {
            return truth.path("text").asString();
        }
        List<String> parts = new ArrayList<>();
        for (String list : List.of("turns", "transcript_segments")) {
            truth.path(list).forEach(part -> parts.add(part.path("text").asString()));
        }
        return String.join(" ", parts);
    }
}

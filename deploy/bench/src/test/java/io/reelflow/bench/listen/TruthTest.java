package io.reelflow.bench.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruthTest {
    private static Truth read(String json) {
        return Truth.read(Json.MAPPER.readTree(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"segments", "turns", "transcript_segments"})
    void segmentsHaveOneOfThreeNamesAndMakeTheText(String name) {
        Truth truth = read("""
                {"language": "en", "%s": [{"start": 0.5, "end": 2, "text": "Ask not", "speaker": "A"},
                 {"start": 3, "end": 4, "text": "what"}], "lines": ["passed over"]}
                """.formatted(name));

        assertThat(truth.text()).isEqualTo("Ask not what");
        assertThat(truth.language()).isEqualTo("en");
        assertThat(truth.timed()).hasSize(2).first().isEqualTo(new Truth.Segment(0.5, 2, "Ask not", "A"));
        assertThat(truth.turns()).hasSize(1);
    }

    @Test
    void aTextOfItsOwnComesFirst() {
        assertThat(read("{\"text\": \"all\", \"segments\": [{\"start\": 0, \"end\": 1, \"text\": \"part\"}]}")
                        .text())
                .isEqualTo("all");
    }

    @Test
    void turnsWithoutTextAreNoText() {
        Truth truth = read(
                "{\"language\": \"unknown (far off)\", \"turns\": [{\"start\": 0, \"end\": 1, \"speaker\": \"A\"}]}");

        assertThat(truth.text()).isNull();
        assertThat(truth.language()).isNull();
        assertThat(truth.timed()).isEmpty();
    }

    @Test
    void aFolderGivesTheFilesThatHaveATruth(@TempDir Path folder) throws IOException {
        Path below = Files.createDirectory(folder.resolve("below"));
        for (String name : List.of("b.wav", "a.wav", "none.wav", "other.mp4", "below/c.mp3")) {
            Files.createFile(folder.resolve(name));
        }
        for (String name : List.of("b.wav", "a.wav", "below/c.mp3")) {
            Files.writeString(folder.resolve(name + ".json"), "{\"text\": \"a\"}");
        }
        Files.writeString(folder.resolve("other.mp4.json"), "{\"expect\": {}}");

        assertThat(Truth.in(List.of(folder)))
                .extracting(Truth.Spoken::file)
                .containsExactly(folder.resolve("a.wav"), folder.resolve("b.wav"), below.resolve("c.mp3"));
        assertThat(Truth.in(List.of(folder.resolve("b.wav")))).hasSize(1);
        assertThatThrownBy(() -> Truth.in(List.of(folder.resolve("none.wav")))).hasMessageContaining("none.wav");
        assertThatThrownBy(() -> Truth.in(List.of(folder.resolve("nowhere")))).hasMessageContaining("nowhere");
    }

    @Test
    void aTruthThatIsNoJsonIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("a.wav"));
        Files.writeString(folder.resolve("a.wav.json"), "{");

        assertThatThrownBy(() -> Truth.in(List.of(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.wav.json");
    }
}

package io.reelflow.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReportTest {
    @Test
    void aMissedTargetIsShownAndABrokenPromiseIsAFailure() {
        Report slow = new Report("bench x").figure("latency", 99.0, "ms", 50.0, "988 ms");
        assertThat(slow.kept()).isTrue();

        slow.promise("nothing is lost", true, "0 of 5");
        assertThat(slow.kept()).isTrue();
        slow.promise("nothing is doubled", false, "1 of 5");
        assertThat(slow.kept()).isFalse();

        var out = new StringWriter();
        slow.print(new PrintWriter(out));
        assertThat(out.toString()).contains("99", "≤ 50", "988 ms", "kept", "BROKEN", "1 of 5");
    }

    @Test
    void theDocumentHoldsEveryFigureAndPromise(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a/b.json");

        new Report("bench x")
                .figure("none", Double.NaN, "s")
                .promise("p", true, "d")
                .write(file);

        JsonNode document = Json.MAPPER.readTree(Files.readAllBytes(file));
        assertThat(document.path("kept").asBoolean()).isTrue();
        assertThat(document.at("/figures/0/what").asString("")).isEqualTo("none");
        assertThat(document.at("/figures/0/value").isNull()
                        || document.at("/figures/0/value").isMissingNode())
                .as("what was not measured has no value")
                .isTrue();
        assertThat(document.at("/promises/0/detail").asString("")).isEqualTo("d");
    }
}

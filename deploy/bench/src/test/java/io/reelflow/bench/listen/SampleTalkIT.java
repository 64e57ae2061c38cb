package io.reelflow.bench.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** {@code ./reelflow bench listen}, without the other recogniser. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SampleTalkIT {
    @Test
    void theSampleTalkIsHeldAgainstItsTruth(@TempDir Path folder) throws Exception {
        System.setProperty(
                "reelflow.root", Path.of("../..").toAbsolutePath().normalize().toString());
        Path report = folder.resolve("report.json");

        int code = new CommandLine(new ListenCommand())
                .execute("--no-baseline", "--times", "1", "--limit", "talk.mp4=0.1", "--json", report.toString());

        JsonNode found = Json.MAPPER.readTree(Files.readAllBytes(report));
        assertThat(code).as(found.toString()).isZero();
        assertThat(found.at("/table/rows").valueStream()).hasSize(1).allSatisfy(row -> {
            assertThat(row.get(0).asString("")).isEqualTo("talk.mp4");
            assertThat(row.get(7).asString("")).isEqualTo("en");
            assertThat(row.get(8).asInt(0)).as("starts that were compared").isGreaterThanOrEqualTo(5);
        });
        JsonNode rate = figure(found, "word error rate, talk.mp4");
        assertThat(rate.path("value").asDouble())
                .isLessThanOrEqualTo(rate.path("target").asDouble());
        assertThat(figure(found, "chunks meanwhile").path("value").asInt(0)).isPositive();
        assertThat(figure(found, "most memory beside the Java heap")
                        .path("value")
                        .asDouble(0))
                .isPositive()
                .isLessThan(figure(found, "most memory of the worker, heap too")
                        .path("value")
                        .asDouble(0));
    }

    private static JsonNode figure(JsonNode report, String what) {
        return report.path("figures")
                .valueStream()
                .filter(each -> each.path("what").asString("").equals(what))
                .findFirst()
                .orElseThrow();
    }
}
